// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.TrustDocument;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** Whose signatures a document is held against: those of this distribution unless told otherwise. */
final class TrustOptions {

    @ArgGroup(multiplicity = "0..1")
    private Source source = new Source();

    /** At most one. */
    static final class Source {

        @Option(
                names = "--trust",
                paramLabel = "FILE",
                descriptionKey = "option.trust",
                description = "A vendor's trust document (default: what this distribution trusts).")
        private Optional<Path> trust = Optional.empty();

        @Option(
                names = "--vendor",
                paramLabel = "DIR",
                descriptionKey = "option.trust.vendor",
                description = "A vendor's folder instead.")
        private Optional<Path> vendor = Optional.empty();
    }

    /** @throws CommandFailure what was named can't be read */
    TrustDocument trust(VendorFolder folder) {
        if (source.vendor.isPresent()) {
            var options = new VendorOptions();
            options.vendor = source.vendor;
            return folder.identity(options).trust();
        }
        if (source.trust.isEmpty()) {
            return Catalogue.trust();
        }
        return read(source.trust.get());
    }

    /** @throws CommandFailure it can't be read */
    static TrustDocument read(Path file) {
        try {
            return TrustDocument.parse(CommandFiles.read(file));
        } catch (LicenseFormatException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            file + " is no trust document: " + e.text().english(),
                            file + " — не документ о доверии: " + e.text().russian()),
                    e);
        }
    }
}
