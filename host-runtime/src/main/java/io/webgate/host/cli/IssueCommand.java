// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.License;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.vendor.issuing.Draft;
import io.webgate.vendor.issuing.LicenseIssuer;
import io.webgate.vendor.issuing.LicensePreparation;
import io.webgate.vendor.issuing.LicenseRequest;
import io.webgate.vendor.issuing.VendorIdentity;
import io.webgate.vendor.issuing.VendorRecords;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Issues a licence document (R1, R3): prepares it, shows what will be signed, signs it. Never asks: what is doubtful is
 * warned of, what is wrong ends it. With a draft one person prepares and another signs; preparing needs no passphrase.
 */
@Command(name = "issue", sortOptions = false, description = "Issues a licence document; prints its id.")
final class IssueCommand implements Callable<Integer> {

    @Mixin
    private final VendorOptions vendor = new VendorOptions();

    @ArgGroup(multiplicity = "0..1")
    Target target = new Target();

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description = "Request file of the customer's host: its machine key, applications and holder,"
                    + " unless options say otherwise.")
    Optional<Path> request = Optional.empty();

    @Option(names = "--holder", paramLabel = "NAME", description = "The customer.")
    Optional<String> holder = Optional.empty();

    @Option(
            names = "--application",
            paramLabel = "APP",
            description = "For which application it counts; data-server is short for powerpos.data-server.")
    List<String> applications = List.of();

    @Option(names = "--module", paramLabel = "ID=N", description = "A module and its quantity.")
    List<String> modules = List.of();

    @Option(names = "--feature", paramLabel = "F", description = "A feature that is on.")
    List<String> features = List.of();

    @Option(names = "--from", paramLabel = "DATE", description = "First day (default: today).")
    Optional<String> from = Optional.empty();

    @Option(names = "--until", paramLabel = "DATE", description = "Last day (default: none).")
    Optional<String> until = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of its days (default: the vendor's).")
    Optional<String> zone = Optional.empty();

    @Option(names = "--renewal", paramLabel = "DATE", description = "When it is to be renewed.")
    Optional<String> renewal = Optional.empty();

    @Option(names = "--version", paramLabel = "V", description = "Version of the product that it is for.")
    Optional<String> version = Optional.empty();

    @Option(
            names = "--term",
            paramLabel = "TERM",
            description = "permanent, temporary, rental or trial (default: permanent, with --until temporary).")
    Optional<String> term = Optional.empty();

    @Option(
            names = "--break-glass",
            paramLabel = "DAYS",
            description = "It gives nothing until an administrator activates it, once, and then counts for so many days"
                    + " (1 to 90).")
    Optional<String> breakGlass = Optional.empty();

    @Option(names = "--lineage", paramLabel = "L", description = "The licence that it continues (default: a new one).")
    Optional<String> lineage = Optional.empty();

    @Option(names = "--generation", paramLabel = "N", description = "Which issue of the lineage (default: 1).")
    Optional<Long> generation = Optional.empty();

    @Option(names = "--supersedes", paramLabel = "ID", description = "A document that it replaces.")
    List<String> supersedes = List.of();

    @Option(
            names = "--with-revocations",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether the vendor's revocation list and new keys travel along (default: they do).")
    boolean withRevocations = true;

    @Option(names = "--draft", paramLabel = "FILE", description = "Sign nothing; write what would be signed to FILE.")
    Optional<Path> draft = Optional.empty();

    @Option(names = "--from-draft", paramLabel = "FILE", description = "Sign exactly the draft in FILE.")
    Optional<Path> fromDraft = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the document.")
    Optional<Path> out = Optional.empty();

    // Not the standard help options: --version is the product's here
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "mixinStandardHelpOptions.help",
            description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli reads it: the command is then not run
    private boolean help;

    @Mixin
    private final PrintOptions print = new PrintOptions();

    private final VendorFolder folder;
    private final InstantSource clock;

    IssueCommand(VendorFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** To what the document is bound; at most one. */
    static final class Target {

        @Option(names = "--to", paramLabel = "KEY", description = "Bound to the machine with this machine key.")
        Optional<String> machine = Optional.empty();

        @Option(names = "--media", paramLabel = "KEY", description = "Bound to the USB drive with this media key.")
        Optional<String> media = Optional.empty();

        @Option(names = "--server", paramLabel = "ID", description = "Bound to the server with this id.")
        Optional<String> server = Optional.empty();

        @Option(names = "--anywhere", description = "Bound to nothing.")
        boolean anywhere;

        boolean isEmpty() {
            return machine.isEmpty() && media.isEmpty() && server.isEmpty() && !anywhere;
        }
    }

    @Override
    public Integer call() {
        requireOneResult();
        VendorIdentity identity = folder.identity(vendor);
        var desk = new LicensePreparation(identity, Catalogue.modules(), new SecureRandom(), clock);
        Draft prepared = fromDraft.isPresent() ? adopted(desk, fromDraft.get()) : prepared(desk, identity);
        DraftView.show(prepared, print::say);
        return draft.isPresent() ? keep(prepared, draft.get()) : sign(prepared, out.orElseThrow());
    }

    private void requireOneResult() {
        if (draft.isPresent() == out.isPresent()) {
            throw usage(
                    "Where to? Either --out FILE for the document, or --draft FILE for what would be signed.",
                    "Куда? Либо --out FILE для документа, либо --draft FILE для черновика.");
        }
        boolean described = request.isPresent()
                || holder.isPresent()
                || !target.isEmpty()
                || !applications.isEmpty()
                || !modules.isEmpty()
                || !features.isEmpty()
                || !supersedes.isEmpty()
                || lineage.isPresent()
                || generation.isPresent()
                || from.isPresent()
                || until.isPresent()
                || zone.isPresent()
                || renewal.isPresent()
                || breakGlass.isPresent()
                || version.isPresent()
                || term.isPresent();
        if (fromDraft.isPresent() && (draft.isPresent() || described)) {
            throw usage(
                    "A draft is signed as it is: --from-draft goes with --out alone.",
                    "Черновик подписывается как есть: с --from-draft бывает только --out.");
        }
    }

    private Draft prepared(LicensePreparation desk, VendorIdentity identity) {
        LicenseRequest wanted = VendorFolder.told(folder.locate(vendor), () -> {
            var typed = new IssueRequest(this);
            typed.tellUses(print::say);
            return typed.read();
        });
        return VendorFolder.told(folder.locate(vendor), () -> desk.prepare(wanted, attached(identity)));
    }

    private List<byte[]> attached(VendorIdentity identity) throws IOException {
        if (!withRevocations) {
            return List.of();
        }
        VendorRecords records = folder.records(vendor);
        records.currentList(identity.trust().keys())
                .filter(current -> !clock.instant().isBefore(current.list().nextUpdate()))
                .ifPresent(current -> print.say(Bilingual.text(
                        "! The revocation list that travels along was due again "
                                + current.list().nextUpdate() + ": renew it with vendor revoke.",
                        "! Список отзыва, который прилагается, нужно было обновить "
                                + current.list().nextUpdate() + ": обновите его командой vendor revoke.")));
        return records.toAttach(identity.trust().keys());
    }

    private Draft adopted(LicensePreparation desk, Path file) {
        byte[] payload = CommandFiles.read(file);
        return VendorFolder.told(folder.locate(vendor), () -> {
            try {
                return desk.adopt(payload);
            } catch (LicenseFormatException e) {
                throw new CommandFailure(
                        ExitCode.LICENSE, file + ": " + e.text().in(Locale.getDefault()), e);
            }
        });
    }

    /** For another person to sign. */
    private int keep(Draft prepared, Path file) {
        CommandFiles.write(file, prepared.payload());
        JsonObject json = about(prepared.license());
        json.addProperty("draft", file.toString());
        json.addProperty("sha256", DraftView.sha256(prepared));
        print.print(json, writer -> writer.println(prepared.license().id()));
        print.say(Bilingual.text("Not signed. The draft: ", "Не подписана. Черновик: ") + file);
        return ExitCode.DONE;
    }

    /** What was shown is signed, to the byte; only here the keys are opened. */
    private int sign(Draft shown, Path file) {
        var issuer = new LicenseIssuer(folder.open(vendor), Catalogue.modules(), new SecureRandom(), clock);
        byte[] document = VendorFolder.told(folder.locate(vendor), () -> {
            try {
                return issuer.issue(issuer.adopt(shown.payload()));
            } catch (LicenseFormatException e) {
                throw new IllegalStateException("What was prepared can't be read back", e);
            }
        });
        CommandFiles.write(file, document);
        JsonObject json = about(shown.license());
        json.addProperty("file", file.toString());
        print.print(json, writer -> writer.println(shown.license().id()));
        print.say(Bilingual.text("Issued: ", "Выпущена: ") + file);
        return ExitCode.DONE;
    }

    private static JsonObject about(License license) {
        var json = new JsonObject();
        json.addProperty("id", license.id().value());
        json.addProperty("lineage", license.lineage().value());
        json.addProperty("generation", license.generation());
        return json;
    }

    private static CommandFailure usage(String english, String russian) {
        return new CommandFailure(ExitCode.USAGE, Bilingual.text(english, russian));
    }
}
