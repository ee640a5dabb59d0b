// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Runs other programs, and says where things lie. */
final class Programs {

    private Programs() {}

    static Path place(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The Python 3 of this machine, or the one named in the variable PYTHON. */
    static String python() {
        String named = System.getenv("PYTHON");
        return named == null ? "python3" : named;
    }

    /** Never skipped: whoever has no Python is told, and the build fails. */
    static Process start(List<Object> command) throws IOException {
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.toString()));
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static Result run(List<Object> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.toString()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), output.strip());
    }

    /** How a program ended and all that it said. */
    record Result(int code, String output) {}
}
