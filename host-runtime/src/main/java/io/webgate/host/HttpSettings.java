// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the host is going to listen, read ahead so that a busy port is told before anything starts: Jetty only logs a
 * failed bind. FileInstall reads the settings themselves.
 *
 * @param host an address or name
 * @param port 0: any free one
 */
record HttpSettings(String host, int port) {

    /** PID of the HTTP service. */
    static final String PID = "org.apache.felix.http";

    static final String PORT = "org.osgi.service.http.port";
    static final String HOST = "org.apache.felix.http.host";

    /** The one address of this computer that no other reaches. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int FIRST_TRY = 8081;

    /** From the override, else {@code etc/}, else the feature files' defaults. */
    static HttpSettings of(Path etc, Map<String, Object> defaults, OptionalInt override) throws StartFailure {
        Source source = Source.of(etc, defaults);
        String port = override.isPresent() ? Integer.toString(override.getAsInt()) : source.value(PORT, "8080");
        // What the file does not name is the feature's default (HttpDelivery); without any, Jetty listens everywhere
        return new HttpSettings(source.value(HOST, "0.0.0.0"), port(port));
    }

    static int port(String text) throws StartFailure {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
            throw new StartFailure(Bilingual.text(
                    "Port '" + text + "' in etc/" + PID + ".config is not a number from 0 to 65535.",
                    "Порт «" + text + "» в etc/" + PID + ".config — не число от 0 до 65535."));
        }
        return Integer.parseInt(text);
    }

    /** Whether the host may be reached from other computers. */
    boolean isOpen() throws StartFailure {
        try {
            return !address().isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "Host '" + host + "' in etc/" + PID
                                    + ".config is not known. Name an address of this computer,"
                                    + " for example 0.0.0.0 for all.",
                            "Узел «" + host + "» в etc/" + PID + ".config неизвестен. Укажите адрес этого компьютера,"
                                    + " например 0.0.0.0 — все адреса."),
                    e);
        }
    }

    /** @throws StartFailure naming the port and what to do */
    void checkFree() throws StartFailure {
        checkFree("--port");
    }

    /**
     * @param option of the command line that chooses another port
     * @throws StartFailure naming the port and what to do
     */
    void checkFree(String option) throws StartFailure {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address(), port));
        } catch (IOException e) {
            String example = "webgate run " + option + " " + (port < FIRST_TRY ? FIRST_TRY : Math.min(port + 1, 65535));
            throw new StartFailure(
                    Bilingual.text(
                            "Port " + port + " on " + host + " cannot be used (" + e.getMessage()
                                    + "). Stop what listens there, or choose another with " + option
                                    + " N or in etc/" + PID + ".config. For example: " + example,
                            "Порт " + port + " на " + host + " занят или недоступен (" + e.getMessage()
                                    + "). Остановите того, кто его занимает, или выберите другой: " + option
                                    + " N или etc/" + PID + ".config. Например: " + example),
                    e);
        }
    }

    private InetAddress address() throws UnknownHostException {
        return InetAddress.getByName(host);
    }

    /**
     * The settings as far as a start needs them ahead.
     *
     * @param file text of the file in {@code etc/}; empty without one
     * @param defaults of the feature files
     */
    record Source(String file, Map<String, Object> defaults) {

        static Source of(Path etc, Map<String, Object> defaults) throws StartFailure {
            for (String name : List.of(PID + ".config", PID + ".cfg")) {
                Path file = etc.resolve(name);
                if (Files.exists(file)) {
                    try {
                        return new Source(Files.readString(file), defaults);
                    } catch (IOException e) {
                        throw new StartFailure(
                                Bilingual.text(file + " cannot be read: " + e, file + " не читается: " + e), e);
                    }
                }
            }
            return new Source("", defaults);
        }

        /**
         * A text that may hold anything; empty where it is not there, or written with escapes or references, which only
         * FileInstall resolves.
         */
        Optional<String> plainText(String name) {
            Matcher line = Pattern.compile(
                            "(?m)^\\s*" + Pattern.quote(name) + "\\s*=\\s*(?:\"([^\"\\\\$]*)\"|([^\"\\\\$\\s]+))\\s*$")
                    .matcher(file);
            return line.find() ? Optional.of(line.group(1) == null ? line.group(2) : line.group(1)) : Optional.empty();
        }

        String value(String name, String otherwise) {
            Matcher line = Pattern.compile("(?m)^\\s*" + Pattern.quote(name) + "\\s*=\\s*[A-Za-z]?\"?([^\"\\s]*)")
                    .matcher(file);
            return line.find() ? line.group(1) : Objects.toString(defaults.get(name), otherwise);
        }
    }
}
