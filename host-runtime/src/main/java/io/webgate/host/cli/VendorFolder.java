// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.vendor.issuing.VendorKeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a vendor's keys lie: as told, else the development vendor of the checkout that started this program. */
final class VendorFolder {

    /** Set by the checkout's start script; a distribution has none. */
    static final String DEVELOPMENT = "WEBGATE_VENDOR_DEVELOPMENT";

    private final Map<String, String> environment;

    VendorFolder(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Optional<Path> development() {
        return Optional.ofNullable(environment.get(DEVELOPMENT)).map(Path::of).filter(Files::isDirectory);
    }

    /** @throws CommandFailure there is no vendor, or its keys cannot be read */
    VendorKeys open(Optional<Path> told) {
        Path folder = told.or(this::development)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Bilingual.text(
                                "There is no development vendor here: name a vendor's folder with --vendor DIR.",
                                "Здесь нет поставщика для разработки: укажите папку поставщика через --vendor DIR.")));
        try {
            return VendorKeys.open(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            "The vendor in " + folder + " cannot be opened: " + e.getMessage(),
                            "Поставщик в " + folder + " не открывается: " + e.getMessage()),
                    e);
        }
    }
}
