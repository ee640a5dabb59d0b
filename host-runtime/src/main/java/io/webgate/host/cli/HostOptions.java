// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.JsonElement;
import io.webgate.host.Home;
import io.webgate.host.HomeLock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What every command that concerns a host takes: which one, and in which form the answer is printed. */
final class HostOptions {

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            descriptionKey = "option.home",
            description = "Home of the host (default: ./webgate-home).")
    private Path home = Path.of("webgate-home");

    @Mixin
    private PrintOptions print = new PrintOptions();

    Home home() {
        return new Home(home);
    }

    /** @throws CommandFailure no host runs there, it is still starting, or this user may not command it */
    HostClient client() {
        Home home = home();
        if (isStarting(home)) {
            throw HostClient.starting(home);
        }
        return HostClient.of(home);
    }

    private static boolean isStarting(Home home) {
        try {
            return HomeLock.isStarting(home);
        } catch (IOException | NumberFormatException e) {
            throw HostClient.unusable(home, e);
        }
    }

    void print(JsonElement data, Consumer<PrintWriter> text) {
        print.print(data, text);
    }

    void say(String line) {
        print.say(line);
    }
}
