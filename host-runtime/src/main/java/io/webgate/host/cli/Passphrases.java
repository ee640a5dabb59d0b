// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.vendor.issuing.Passphrase;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Reads a passphrase from a file, standard input or a console without echo; from nowhere else. */
final class Passphrases {

    /** Names the file, for scripts that call many commands. */
    static final String ENVIRONMENT = "WEBGATE_VENDOR_PASSPHRASE_FILE";

    /** Set by the start script where standard input is a terminal. */
    private static final String CONSOLE = "webgate.console";

    private static final String STANDARD_INPUT = "-";
    private static final int LONGEST = 4096;

    private final Map<String, String> environment;

    Passphrases(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The one that opens a vendor; nobody is asked. */
    Passphrase given(Optional<String> option) {
        return file(option)
                .map(Passphrases::read)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        Bilingual.text(
                                "The vendor's keys are locked with a passphrase: name a file that holds it with"
                                        + " --passphrase-file FILE (- is standard input) or in " + ENVIRONMENT + ".",
                                "Ключи поставщика закрыты парольной фразой: укажите файл с ней через"
                                        + " --passphrase-file FILE (- — стандартный ввод) или в " + ENVIRONMENT
                                        + ".")));
    }

    /** The one for a new vendor: where no file is named, a person at the console is asked twice. */
    @SuppressWarnings("SystemConsoleNull") // Since Java 22 it never is: whether somebody is there the script says
    Passphrase chosen(Optional<String> option) {
        Console console = System.console();
        if (file(option).isPresent() || console == null || !"yes".equals(System.getProperty(CONSOLE))) {
            return given(option);
        }
        String first = ask(console, Bilingual.text("Passphrase: ", "Парольная фраза: "));
        if (!first.equals(ask(console, Bilingual.text("Once more: ", "Ещё раз: ")))) {
            throw new CommandFailure(ExitCode.USAGE, Bilingual.text("The two differ.", "Фразы не совпадают."));
        }
        return Passphrase.of(first);
    }

    private Optional<String> file(Optional<String> option) {
        return option.or(() -> Optional.ofNullable(environment.get(ENVIRONMENT)))
                .filter(name -> !name.isEmpty());
    }

    private static String ask(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new CommandFailure(ExitCode.USAGE, Bilingual.text("No passphrase.", "Парольной фразы нет."));
        }
        String text = new String(typed);
        Arrays.fill(typed, ' ');
        return text;
    }

    private static Passphrase read(String name) {
        String line;
        try {
            if (name.equals(STANDARD_INPUT)) {
                line = firstLine(System.in);
            } else {
                try (InputStream in = Files.newInputStream(Path.of(name))) {
                    line = firstLine(in);
                }
            }
        } catch (CharacterCodingException e) {
            throw unreadable(name, Bilingual.text("it is not UTF-8", "это не UTF-8"), e);
        } catch (IOException e) {
            throw unreadable(name, e.toString(), e);
        }
        if (line.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Bilingual.text(
                            "There is no passphrase in the first line of " + name + ".",
                            "В первой строке " + name + " нет парольной фразы."));
        }
        return Passphrase.of(line);
    }

    private static CommandFailure unreadable(String name, String why, IOException cause) {
        return new CommandFailure(
                ExitCode.FAILED,
                Bilingual.text(
                        "The passphrase in " + name + " cannot be read: " + why,
                        "Парольная фраза в " + name + " не читается: " + why),
                cause);
    }

    /** Without a byte order mark and without the line break, whichever it is. */
    private static String firstLine(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n' && bytes.size() < LONGEST; next = in.read()) {
            bytes.write(next);
        }
        String line = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
        return line.replaceFirst("^\uFEFF", "").replaceFirst("\r$", "");
    }
}
