// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** Which vendor, and where its passphrase is: never the passphrase itself, which every process could read. */
final class VendorOptions {

    @Option(
            names = "--vendor",
            paramLabel = "DIR",
            descriptionKey = "option.vendor",
            description = "Folder of the vendor (default: the development vendor).")
    Optional<Path> vendor = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            descriptionKey = "option.passphrase-file",
            description = "File whose first line is the passphrase; - is standard input"
                    + " (default: the file named by WEBGATE_VENDOR_PASSPHRASE_FILE).")
    Optional<String> passphraseFile = Optional.empty();
}
