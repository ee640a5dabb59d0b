// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.license.api.LocalizedText;
import io.webgate.vendor.issuing.NoSignerException;
import io.webgate.vendor.issuing.Passphrase;
import io.webgate.vendor.issuing.UnboundModuleException;
import io.webgate.vendor.issuing.VendorFileException;
import io.webgate.vendor.issuing.VendorIdentity;
import io.webgate.vendor.issuing.VendorKeys;
import io.webgate.vendor.issuing.VendorRecords;
import io.webgate.vendor.issuing.VendorRefusal;
import io.webgate.vendor.issuing.WrongPassphraseException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a vendor's keys lie: as told, else the development vendor of the checkout that started this program. */
final class VendorFolder {

    /** Set by the checkout's start script; a distribution has none. */
    static final String DEVELOPMENT = "WEBGATE_VENDOR_DEVELOPMENT";

    private final Map<String, String> environment;
    private final Passphrases passphrases;

    VendorFolder(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.passphrases = new Passphrases(environment);
    }

    Optional<Path> development() {
        return Optional.ofNullable(environment.get(DEVELOPMENT)).map(Path::of).filter(Files::isDirectory);
    }

    /** @throws CommandFailure none was told, and there is no development vendor */
    Path locate(VendorOptions options) {
        return options.vendor
                .or(this::development)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Bilingual.text(
                                "There is no development vendor here: name a vendor's folder with --vendor DIR.",
                                "Здесь нет поставщика для разработки: укажите папку поставщика через --vendor DIR.")));
    }

    /** Asked only where the keys are locked. */
    Supplier<Passphrase> passphrase(VendorOptions options) {
        return () -> passphrases.given(options.passphraseFile);
    }

    /** For a vendor that is made. */
    Passphrase chosen(Optional<String> passphraseFile) {
        return passphrases.chosen(passphraseFile);
    }

    /** @throws CommandFailure there is no vendor, or its keys cannot be read */
    VendorKeys open(VendorOptions options) {
        Path folder = locate(options);
        return told(folder, () -> VendorKeys.open(folder, passphrase(options)));
    }

    /** What is public of the vendor; no passphrase is needed. */
    VendorIdentity identity(VendorOptions options) {
        Path folder = locate(options);
        return told(folder, () -> VendorKeys.identityOf(folder));
    }

    VendorRecords records(VendorOptions options) {
        return new VendorRecords(locate(options));
    }

    /** What the vendor's side does and may refuse. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does it; whatever goes wrong is told as a command tells it. */
    static <T> T told(Path folder, Work<T> work) {
        try {
            return work.run();
        } catch (WrongPassphraseException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    Bilingual.text(
                            "The passphrase does not open the keys in " + folder + ", or they were changed.",
                            "Парольная фраза не открывает ключи в " + folder + ", либо их изменили."),
                    e);
        } catch (UnboundModuleException e) {
            throw new CommandFailure(ExitCode.REFUSED, e.text().in(Locale.getDefault()), e);
        } catch (NoSignerException e) {
            throw new CommandFailure(ExitCode.REFUSED, e.text().in(Locale.getDefault()), e);
        } catch (VendorRefusal e) {
            throw new CommandFailure(ExitCode.USAGE, e.text().in(Locale.getDefault()), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, Bilingual.text(String.valueOf(e.getMessage()), "Так нельзя: " + e.getMessage()), e);
        } catch (VendorFileException e) {
            throw unusable(folder, e.text(), e);
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            throw unusable(folder, new LocalizedText(said, said), e);
        }
    }

    private static CommandFailure unusable(Path folder, LocalizedText reason, IOException cause) {
        return new CommandFailure(
                ExitCode.FAILED,
                Bilingual.text(
                        "The vendor in " + folder + " cannot be used: " + reason.english(),
                        "Поставщиком в " + folder + " нельзя воспользоваться: " + reason.russian()),
                cause);
    }
}
