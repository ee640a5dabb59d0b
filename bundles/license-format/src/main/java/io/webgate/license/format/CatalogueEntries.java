// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Catalogue entries: a vendor's word on one module, as canonical JSON with fixed members in fixed order. */
public final class CatalogueEntries {

    private static final String PATH = "entry";

    private static final Set<String> KNOWN = Set.of(
            "module",
            "title",
            "metric",
            "counting",
            "summed",
            "cut",
            "effect",
            "goesOn",
            "features",
            "displaceIdle",
            "requires",
            "enforcedFrom",
            "overdraft",
            "grace",
            "featureTitles",
            "aggregate",
            Extras.CRITICAL);

    private CatalogueEntries() {}

    /**
     * Reads an entry. Line breaks at its end are tolerated, since it is a text file in a source tree; unknown members
     * are ignored unless they are critical, as in a licence.
     *
     * @param entryJson the payload of the signed entry, or the plain entry before it is signed
     * @param vendor who signed it
     * @throws LicenseFormatException when it is not the canonical form of an entry that makes sense
     */
    public static Module parse(byte[] entryJson, String vendor) throws LicenseFormatException {
        byte[] bytes = Codes.withoutLineBreaks(entryJson);
        Fields fields = Fields.of(JsonReader.read(bytes, PATH), PATH);
        Extras extras = Extras.begin(fields, KNOWN);
        ModuleId id = fields.value("module", ModuleId::new);
        LocalizedText title = title(fields.object("title"));
        Metric metric = fields.value("metric", text -> Codes.parse(Metric.class, text));
        Module.Counting counting = fields.value("counting", text -> Codes.parse(Module.Counting.class, text));
        boolean summed = fields.flag("summed");
        Cut cut = fields.value("cut", text -> Codes.parse(Cut.class, text));
        Effect effect = fields.value("effect", text -> Codes.parse(Effect.class, text));
        Set<Operation> goesOn = Set.copyOf(fields.values("goesOn", Operation::new));
        Set<Feature> features = Set.copyOf(fields.values("features", Feature::new));
        Optional<Duration> displaceIdle = fields.optional("displaceIdle", Duration::parse);
        Set<ModuleId> requires =
                fields.has("requires") ? Set.copyOf(fields.values("requires", ModuleId::new)) : Set.of();
        Optional<Instant> enforcedFrom = fields.optional("enforcedFrom", Codes::instant);
        long overdraft = fields.has("overdraft") ? fields.integer("overdraft") : 0;
        Optional<Duration> grace = fields.optional("grace", Duration::parse);
        Map<Feature, LocalizedText> featureTitles =
                fields.has("featureTitles") ? featureTitles(fields.object("featureTitles")) : Map.of();
        boolean aggregate = fields.has("aggregate") && fields.flag("aggregate");
        extras.keep(fields);
        Module module = fields.made(() -> new Module(
                id,
                vendor,
                title,
                metric,
                new Consequence(cut, effect, goesOn, displaceIdle),
                counting,
                summed,
                features,
                requires,
                new Module.Terms(enforcedFrom, overdraft, grace),
                featureTitles,
                aggregate));
        Fields.requireCanonical(bytes, write(module, extras), PATH);
        return module;
    }

    private static LocalizedText title(Fields fields) throws LicenseFormatException {
        String english = fields.value("en", Codes::prose);
        String russian = fields.value("ru", Codes::prose);
        fields.requireAllKnown();
        return new LocalizedText(english, russian);
    }

    private static Map<Feature, LocalizedText> featureTitles(Fields fields) throws LicenseFormatException {
        Map<Feature, LocalizedText> titles = new HashMap<>();
        for (String name : fields.names()) {
            titles.put(fields.named(name, Feature::new), title(fields.object(name)));
        }
        return titles;
    }

    private static Json title(LocalizedText text) {
        Map<String, Json> title = new LinkedHashMap<>();
        title.put("en", Codes.text(text.english()));
        title.put("ru", Codes.text(text.russian()));
        return new Json.Members(title);
    }

    private static byte[] write(Module module, Extras extras) {
        Consequence consequence = module.consequence();
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("module", Codes.text(module.id()));
        members.put("title", title(module.title()));
        members.put("metric", Codes.text(Codes.of(module.metric())));
        members.put("counting", Codes.text(Codes.of(module.counting())));
        members.put("summed", Codes.flag(module.summed()));
        members.put("cut", Codes.text(Codes.of(consequence.cut())));
        members.put("effect", Codes.text(Codes.of(consequence.effect())));
        members.put("goesOn", Codes.sorted(consequence.goesOn()));
        members.put("features", Codes.sorted(module.features()));
        consequence.displaceIdle().ifPresent(idle -> members.put("displaceIdle", Codes.text(idle)));
        if (!module.requires().isEmpty()) {
            members.put("requires", Codes.sorted(module.requires()));
        }
        module.terms().enforcedFrom().ifPresent(from -> members.put("enforcedFrom", Codes.text(from)));
        if (module.terms().overdraft() > 0) {
            members.put("overdraft", Codes.number(module.terms().overdraft()));
        }
        module.terms().grace().ifPresent(grace -> members.put("grace", Codes.text(grace)));
        if (!module.featureTitles().isEmpty()) {
            Map<String, Json> titles = new TreeMap<>();
            module.featureTitles().forEach((feature, text) -> titles.put(feature.value(), title(text)));
            members.put("featureTitles", new Json.Members(titles));
        }
        if (module.aggregate()) {
            members.put("aggregate", Codes.flag(true));
        }
        extras.writeCritical(members);
        extras.writeUnknown(PATH, members);
        return new Json.Members(members).bytes();
    }
}
