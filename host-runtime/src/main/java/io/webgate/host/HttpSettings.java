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

    /** From the override, else {@code etc/}, else the feature files' defaults. */
    static HttpSettings of(Path etc, Map<String, Object> defaults, OptionalInt override) throws StartFailure {
        String file = file(etc);
        String port = override.isPresent()
                ? Integer.toString(override.getAsInt())
                : value(file, PORT, Objects.toString(defaults.get(PORT), "8080"));
        // What the file does not name is the feature's default (HttpDelivery); without any, Jetty listens everywhere
        String host = value(file, HOST, Objects.toString(defaults.get(HOST), "0.0.0.0"));
        if (!port.matches("[0-9]{1,5}")) {
            throw new StartFailure(Bilingual.text(
                    "Port '" + port + "' in etc/" + PID + ".config is not a number from 0 to 65535.",
                    "Порт «" + port + "» в etc/" + PID + ".config — не число от 0 до 65535."));
        }
        return new HttpSettings(host, Integer.parseInt(port));
    }

    private static String file(Path etc) throws StartFailure {
        for (String name : List.of(PID + ".config", PID + ".cfg")) {
            Path file = etc.resolve(name);
            if (Files.exists(file)) {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new StartFailure(
                            Bilingual.text(file + " cannot be read: " + e, file + " не читается: " + e), e);
                }
            }
        }
        return "";
    }

    private static String value(String file, String name, String otherwise) {
        Matcher line = Pattern.compile("(?m)^\\s*" + Pattern.quote(name) + "\\s*=\\s*[A-Za-z]?\"?([^\"\\s]*)")
                .matcher(file);
        return line.find() ? line.group(1) : otherwise;
    }

    /** @throws StartFailure naming the port and what to do */
    void checkFree() throws StartFailure {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address(), port));
        } catch (IOException e) {
            throw new StartFailure(
                    Bilingual.text(
                            "Port " + port + " on " + host + " cannot be used (" + e.getMessage()
                                    + "). Stop what listens there, or choose another with --port N or in etc/" + PID
                                    + ".config.",
                            "Порт " + port + " на " + host + " занят или недоступен (" + e.getMessage()
                                    + "). Остановите того, кто его занимает, или выберите другой: --port N или etc/"
                                    + PID + ".config."),
                    e);
        }
    }

    private InetAddress address() throws UnknownHostException {
        return InetAddress.getByName(host);
    }
}
