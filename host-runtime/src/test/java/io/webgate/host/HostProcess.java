// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The distribution's start script as a child process, as a person starts it. */
final class HostProcess implements AutoCloseable {

    static final Path DISTRIBUTION = Path.of(Objects.requireNonNull(System.getProperty("webgate.distribution")));

    private final Process process;
    private final BufferedReader errors;
    private final StringBuilder said = new StringBuilder();

    private HostProcess(Process process) {
        this.process = process;
        this.errors = process.errorReader(StandardCharsets.UTF_8);
    }

    static HostProcess start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** @param environment NAME=VALUE */
    static HostProcess start(List<String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "LANG=C", "LC_ALL=C"));
        command.addAll(environment);
        command.add(DISTRIBUTION.resolve("bin/webgate").toString());
        command.addAll(List.of(arguments));
        return new HostProcess(new ProcessBuilder(command).start());
    }

    /** Reads what it says until a line has this text. */
    String awaitLine(String text) throws IOException {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            said.append(line).append('\n');
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("It ended without saying '" + text + "' but:\n" + said);
    }

    /** Waits for its end. */
    int exitCode() throws IOException, InterruptedException {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            said.append(line).append('\n');
        }
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end; it said:\n" + said);
        }
        return process.exitValue();
    }

    String said() {
        return said.toString();
    }

    String printed() throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM; by the handle, since the process itself would close what it still has to say. */
    void terminate() {
        assertThat(process.toHandle().destroy()).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
