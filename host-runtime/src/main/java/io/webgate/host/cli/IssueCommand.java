// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonObject;
import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.License;
import io.webgate.vendor.issuing.Draft;
import io.webgate.vendor.issuing.LicenseIssuer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Issues a licence document (R1, R3). Never asks: what is doubtful is warned of, what is wrong ends it. */
@Command(name = "issue", sortOptions = false, description = "Issues a licence document; prints its id.")
final class IssueCommand implements Callable<Integer> {

    @Option(
            names = "--vendor",
            paramLabel = "DIR",
            description = "Folder of the vendor (default: the development vendor).")
    Optional<Path> vendor = Optional.empty();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli: it is required
    Target target;

    @Option(names = "--holder", paramLabel = "NAME", required = true, description = "The customer.")
    String holder = "";

    @Option(
            names = "--application",
            paramLabel = "APP",
            required = true,
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

    @Option(names = "--lineage", paramLabel = "L", description = "The licence that it continues (default: a new one).")
    Optional<String> lineage = Optional.empty();

    @Option(names = "--generation", paramLabel = "N", description = "Which issue of the lineage (default: 1).")
    Optional<Long> generation = Optional.empty();

    @Option(names = "--supersedes", paramLabel = "ID", description = "A document that it replaces.")
    List<String> supersedes = List.of();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write the document.")
    Path out = Path.of("license.lic");

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

    /** To what the document is bound; exactly one. */
    static final class Target {

        @Option(names = "--to", paramLabel = "KEY", description = "Bound to the machine with this machine key.")
        Optional<String> machine = Optional.empty();

        @Option(names = "--media", paramLabel = "KEY", description = "Bound to the USB drive with this media key.")
        Optional<String> media = Optional.empty();

        @Option(names = "--server", paramLabel = "ID", description = "Bound to the server with this id.")
        Optional<String> server = Optional.empty();

        @Option(names = "--anywhere", description = "Bound to nothing.")
        boolean anywhere;
    }

    @Override
    public Integer call() {
        LicenseIssuer issuer = new LicenseIssuer(folder.open(vendor), Catalogue.shipped(), new SecureRandom(), clock);
        License license;
        byte[] document;
        try {
            Draft draft = issuer.prepare(new IssueRequest(this).read());
            draft.warnings().forEach(warning -> print.say("! " + warning.in(Locale.getDefault())));
            license = draft.license();
            license.entitlements().stream()
                    .filter(line -> line.quantity() == 0)
                    .forEach(line -> print.say(Bilingual.text(
                            "! " + line.module() + ": a quantity of 0 permits nothing.",
                            "! " + line.module() + ": количество 0 ничего не разрешает.")));
            document = issuer.issue(draft);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
        write(document);
        JsonObject json = new JsonObject();
        json.addProperty("id", license.id().value());
        json.addProperty("lineage", license.lineage().value());
        json.addProperty("generation", license.generation());
        json.addProperty("file", out.toString());
        print.print(json, writer -> writer.println(license.id()));
        print.say(Bilingual.text("Issued: ", "Выпущена: ") + out);
        return ExitCode.DONE;
    }

    /** Whole or not at all. */
    private void write(byte[] document) {
        Path target = out.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.write(fresh, document);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            "File " + out + " cannot be written: " + e, "Файл " + out + " не записывается: " + e),
                    e);
        }
    }
}
