// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.Distribution;
import io.webgate.host.ExitCode;
import io.webgate.host.FeatureBundle;
import io.webgate.host.FeatureSet;
import io.webgate.host.StartFailure;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Manifest;
import io.webgate.license.format.TrustDocument;
import io.webgate.vendor.issuing.DistributionAssembly;
import io.webgate.vendor.issuing.VendorIdentity;
import io.webgate.vendor.issuing.VendorKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes of the distribution that this command runs from one that trusts a vendor (D7). */
@Command(
        name = "distribution",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a distribution that trusts this vendor, from the one that this command belongs to.",
            "Only what is trusted and the signed manifest differ; everything else is the same byte for byte."
        })
final class VendorDistributionCommand implements Callable<Integer> {

    @Mixin
    private final VendorOptions vendor = new VendorOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The new distribution's folder.")
    private Path out = Path.of("");

    @Option(
            names = "--with",
            paramLabel = "TRUST",
            description = "Trust document (trust.json) of another vendor, to be trusted too for modules of its own;"
                    + " more than one is possible.")
    private List<Path> with = List.of();

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    VendorDistributionCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        VendorIdentity identity = folder.identity(vendor);
        if (!identity.trust().mode().equals(TrustDocument.PRODUCTION)) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    Bilingual.text(
                            "A development vendor is never released: make one with webgate vendor init.",
                            "Поставщик для разработки не выпускает поставок: создайте своего командой webgate vendor"
                                    + " init."));
        }
        Path root = Distribution.current().root();
        List<Path> bundles = bundles(root);
        List<TrustDocument> others = with.stream().map(TrustOptions::read).toList();
        VendorKeys keys = folder.open(vendor);
        Manifest manifest = VendorFolder.told(folder.locate(vendor), () -> assemble(keys, others, root, bundles));
        var json = new JsonObject();
        json.addProperty("vendor", keys.prefix());
        JsonArray trusted = new JsonArray();
        others.forEach(other -> other.vendors().forEach(one -> trusted.add(one.prefix())));
        json.add("with", trusted);
        json.addProperty("folder", out.toString());
        json.addProperty("version", manifest.version());
        json.addProperty("bundles", manifest.bundles().size());
        print.print(json, writer -> writer.println(out));
        print.say(others.isEmpty() ? alone(keys.prefix()) : with(keys.prefix(), others));
        return ExitCode.DONE;
    }

    private static String alone(String prefix) {
        return Bilingual.text(
                "This distribution trusts " + prefix + " alone.", "Эта поставка доверяет только " + prefix + ".");
    }

    private static String with(String prefix, List<TrustDocument> others) {
        String names = others.stream()
                .flatMap(other -> other.vendors().stream())
                .map(one -> one.prefix() + " (" + one.name() + ")")
                .collect(Collectors.joining(", "));
        return Bilingual.text(
                "This distribution trusts " + prefix + ", and for modules of their own: " + names + ".",
                "Эта поставка доверяет " + prefix + ", а для собственных модулей — ещё и: " + names + ".");
    }

    private Manifest assemble(VendorKeys keys, List<TrustDocument> others, Path root, List<Path> bundles)
            throws IOException {
        try {
            return new DistributionAssembly(keys, others)
                    .assemble(root, bundles, Distribution.version(), out, clock.instant());
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    Bilingual.text(
                            out + " exists already: name a new folder.", out + " уже существует: укажите новую папку."),
                    e);
        } catch (LicenseFormatException e) {
            throw new CommandFailure(ExitCode.FAILED, e.text().in(Locale.getDefault()), e);
        }
    }

    /** What all feature files together name. */
    private static List<Path> bundles(Path root) {
        try (Stream<Path> files = Files.list(root.resolve("features"))) {
            List<Path> features = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            List<Path> bundles = new ArrayList<>();
            for (FeatureBundle bundle : FeatureSet.readAll(features).bundles()) {
                bundles.add(root.resolve("repository").resolve(bundle.path()));
            }
            return bundles;
        } catch (IOException | StartFailure e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            "The distribution in " + root + " is damaged: " + e.getMessage(),
                            "Поставка в " + root + " повреждена: " + e.getMessage()),
                    e);
        }
    }
}
