// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.settings.Arity;
import io.webgate.settings.Definition;
import io.webgate.settings.Field;
import io.webgate.settings.Impact;
import io.webgate.settings.Kind;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Metatype and SCR, asked for every installed bundle, whether it runs or not. */
final class MetatypeCatalogue implements Catalogue {

    private static final Logger LOG = LoggerFactory.getLogger(MetatypeCatalogue.class);
    private static final String ENGLISH = "en";
    private static final String RUSSIAN = "ru";
    private static final String DOCUMENTS = "OSGI-INF/metatype";
    private static final int MOST_TRIES = 3;
    private static final String NAME_HINT = "webconsole.configurationFactory.nameHint";

    private final BundleContext context;
    private final MetaTypeService metatype;
    private final Supplier<Optional<ServiceComponentRuntime>> components;
    private final Map<Long, Remembered> remembered = new ConcurrentHashMap<>();

    /** What a bundle's documents describe, as long as it was modified then. */
    private record Remembered(long modified, List<Definition> definitions) {}

    MetatypeCatalogue(
            BundleContext context, MetaTypeService metatype, Supplier<Optional<ServiceComponentRuntime>> components) {
        this.context = context;
        this.metatype = metatype;
        this.components = components;
    }

    @Override
    public List<Definition> definitions() {
        List<Definition> all = new ArrayList<>();
        Set<Long> there = new HashSet<>();
        for (Bundle bundle : context.getBundles()) {
            try {
                all.addAll(definitions(bundle));
            } catch (IllegalStateException e) {
                LOG.debug("Bundle {} was uninstalled meanwhile", bundle, e);
            }
            there.add(bundle.getBundleId());
        }
        remembered.keySet().retainAll(there);
        return all;
    }

    /**
     * Those of one bundle. What its documents describe changes with the bundle alone; so where fewer descriptions are found
     * than before, they were lost on the way, and those before are taken.
     */
    private List<Definition> definitions(Bundle bundle) {
        List<Definition> found = asked(bundle);
        if (bundle.getEntryPaths(DOCUMENTS) == null) {
            return found; // a service describes them, which may go
        }
        Remembered before = remembered.get(bundle.getBundleId());
        if (before != null
                && before.modified() == bundle.getLastModified()
                && before.definitions().size() > found.size()) {
            return before.definitions().stream()
                    .map(one -> one.running(isRunning(bundle)))
                    .toList();
        }
        remembered.put(bundle.getBundleId(), new Remembered(bundle.getLastModified(), List.copyOf(found)));
        return found;
    }

    /**
     * As the service has them now. What it hands out about a bundle that stops at the same moment loses its contents while
     * it is read; a bundle that has descriptions is then asked for them again.
     */
    private List<Definition> asked(Bundle bundle) {
        List<Definition> found = new ArrayList<>();
        boolean whole = false;
        for (int tried = 0; tried < MOST_TRIES && !whole; tried++) {
            found.clear();
            MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
            if (information == null) {
                return found; // a fragment
            }
            boolean ones = add(found, bundle, information, information.getPids(), false);
            boolean factories = add(found, bundle, information, information.getFactoryPids(), true);
            whole = ones && factories && (!found.isEmpty() || bundle.getEntryPaths(DOCUMENTS) == null);
        }
        return found;
    }

    /** @return false where a description that was named was not there */
    private static boolean add(
            List<Definition> all,
            Bundle bundle,
            MetaTypeInformation information,
            String @Nullable [] pids,
            boolean factory) {
        boolean whole = true;
        for (String pid : pids == null ? new String[0] : pids) {
            try {
                all.add(definition(
                        bundle,
                        pid,
                        factory,
                        Bounds.of(bundle),
                        information.getObjectClassDefinition(pid, ENGLISH),
                        information.getObjectClassDefinition(pid, RUSSIAN)));
            } catch (IllegalArgumentException undescribed) {
                LOG.warn("Bundle {} names the settings {}, and describes none", bundle, pid, undescribed);
                whole = false;
            }
        }
        return whole;
    }

    private static Definition definition(
            Bundle bundle,
            String pid,
            boolean factory,
            Bounds bounds,
            ObjectClassDefinition english,
            ObjectClassDefinition russian) {
        Set<String> required = new HashSet<>();
        for (AttributeDefinition one : attributes(english, ObjectClassDefinition.REQUIRED)) {
            required.add(one.getID());
        }
        List<Field> fields = new ArrayList<>();
        Optional<String> hint = Optional.empty();
        for (AttributeDefinition one : attributes(english, ObjectClassDefinition.ALL)) {
            if (one.getID().equals(NAME_HINT)) {
                hint = texts(one.getDefaultValue()).stream().findFirst();
                continue;
            }
            AttributeDefinition other = Arrays.stream(attributes(russian, ObjectClassDefinition.ALL))
                    .filter(same -> same.getID().equals(one.getID()))
                    .findFirst()
                    .orElse(one);
            fields.add(field(one, other, required.contains(one.getID()), bounds.of(english.getID(), one.getID())));
        }
        LocalizedText name = text(english.getName(), russian.getName()).orElse(new LocalizedText(pid, pid));
        Optional<LocalizedText> help = text(english.getDescription(), russian.getDescription());
        boolean bilingual = Stream.concat(
                        Stream.concat(Stream.of(name), help.stream()),
                        fields.stream().map(Field::name))
                .anyMatch(text -> !text.english().equals(text.russian()));
        return new Definition(
                pid,
                factory,
                name,
                help,
                fields,
                Optional.ofNullable(bundle.getSymbolicName()).orElse(bundle.getLocation()),
                isRunning(bundle),
                bilingual,
                hint);
    }

    private static boolean isRunning(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
    }

    private static AttributeDefinition[] attributes(ObjectClassDefinition definition, int which) {
        AttributeDefinition[] found = definition.getAttributeDefinitions(which);
        return found == null ? new AttributeDefinition[0] : found;
    }

    private static Field field(
            AttributeDefinition english, AttributeDefinition russian, boolean required, Bounds.Bound bound) {
        int cardinality = english.getCardinality();
        Arity arity = cardinality == 0 ? Arity.ONE : cardinality > 0 ? Arity.ARRAY : Arity.VECTOR;
        // The smallest int has no positive counterpart
        int most = cardinality == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.max(1, Math.abs(cardinality));
        return new Field(
                english.getID(),
                text(english.getName(), russian.getName()).orElse(new LocalizedText(english.getID(), english.getID())),
                text(english.getDescription(), russian.getDescription()),
                kind(english.getType()),
                arity,
                most,
                required,
                defaults(english, arity),
                choices(english, russian),
                bound.least(),
                bound.greatest());
    }

    /** An empty list is told as one empty text. */
    private static List<String> defaults(AttributeDefinition attribute, Arity arity) {
        List<String> all = texts(attribute.getDefaultValue());
        return arity == Arity.ONE
                ? all
                : all.stream().filter(text -> !text.isEmpty()).toList();
    }

    private static List<Field.Choice> choices(AttributeDefinition english, AttributeDefinition russian) {
        List<String> values = texts(english.getOptionValues());
        List<String> labels = texts(english.getOptionLabels());
        List<String> translated = texts(russian.getOptionLabels());
        List<Field.Choice> choices = new ArrayList<>();
        for (int at = 0; at < values.size(); at++) {
            String value = values.get(at);
            String label = at < labels.size() ? labels.get(at) : value;
            String other = at < translated.size() ? translated.get(at) : label;
            choices.add(new Field.Choice(
                    value,
                    text(label, other)
                            .orElse(new LocalizedText(value.isBlank() ? "–" : value, value.isBlank() ? "–" : value))));
        }
        return choices;
    }

    private static Kind kind(int type) {
        return switch (type) {
            case AttributeDefinition.LONG -> Kind.LONG;
            case AttributeDefinition.INTEGER -> Kind.INTEGER;
            case AttributeDefinition.SHORT -> Kind.SHORT;
            case AttributeDefinition.BYTE -> Kind.BYTE;
            case AttributeDefinition.CHARACTER -> Kind.CHARACTER;
            case AttributeDefinition.DOUBLE -> Kind.DOUBLE;
            case AttributeDefinition.FLOAT -> Kind.FLOAT;
            case AttributeDefinition.BOOLEAN -> Kind.BOOLEAN;
            case AttributeDefinition.PASSWORD -> Kind.SECRET;
            default -> Kind.TEXT;
        };
    }

    private static List<String> texts(String @Nullable [] texts) {
        return texts == null ? List.of() : List.of(texts);
    }

    private static Optional<LocalizedText> text(@Nullable String english, @Nullable String russian) {
        if (english == null || english.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new LocalizedText(english, russian == null || russian.isBlank() ? english : russian));
    }

    @Override
    public List<Impact> listeners(String pid) {
        List<Impact> all = new ArrayList<>();
        for (ComponentDescriptionDTO one : components
                .get()
                .map(ServiceComponentRuntime::getComponentDescriptionDTOs)
                .orElse(List.of())) {
            if (Arrays.asList(one.configurationPid).contains(pid) && !"ignore".equals(one.configurationPolicy)) {
                Impact.Kind kind = one.modified == null ? Impact.Kind.RESTARTED : Impact.Kind.APPLIED;
                all.add(new Impact(kind, simple(one.name), one.bundle.symbolicName));
            }
        }
        managed(pid).forEach(bundle -> all.add(new Impact(Impact.Kind.APPLIED, "", bundle)));
        return all.stream()
                .sorted(Comparator.comparing(Impact::bundle).thenComparing(Impact::component))
                .toList();
    }

    /** Bundles that take the settings without SCR. */
    private List<String> managed(String pid) {
        List<String> bundles = new ArrayList<>();
        for (String type : List.of(ManagedService.class.getName(), ManagedServiceFactory.class.getName())) {
            try {
                ServiceReference<?>[] found = context.getAllServiceReferences(type, null);
                for (ServiceReference<?> one : found == null ? new ServiceReference<?>[0] : found) {
                    Bundle owner = one.getBundle();
                    if (owner != null
                            && Values.texts(
                                            one.getProperty(Constants.SERVICE_PID) == null
                                                    ? ""
                                                    : one.getProperty(Constants.SERVICE_PID))
                                    .contains(pid)) {
                        bundles.add(owner.getSymbolicName());
                    }
                }
            } catch (InvalidSyntaxException impossible) {
                throw new IllegalStateException("There is no filter", impossible);
            }
        }
        return bundles;
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
