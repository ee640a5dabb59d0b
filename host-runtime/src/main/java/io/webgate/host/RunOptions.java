// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code webgate run} is told. Read by hand: the command-line library is not on the class path of a starting host.
 *
 * @param home the host's home
 * @param port that overrides the settings for this run; 0 takes a free one
 * @param features names of shipped features, or paths of feature files
 * @param tls whether and where to listen with TLS too
 * @param demo whether to fill the host with something to look at
 */
public record RunOptions(Path home, OptionalInt port, Tls tls, List<String> features, boolean demo) {

    private static final List<String> WITH_VALUE = List.of("--home", "--port", "--tls-port", "--feature");

    /**
     * What was told about TLS.
     *
     * @param wanted whether it was asked for; if not, the settings decide
     * @param port that overrides the settings for this run; 0 takes a free one
     */
    public record Tls(boolean wanted, OptionalInt port) {

        /** Nothing: the settings decide. */
        public static final Tls UNTOLD = new Tls(false, OptionalInt.empty());
    }

    public RunOptions {
        features = List.copyOf(features);
    }

    /**
     * Reads what follows {@code run}.
     *
     * @throws IllegalArgumentException saying which argument is wrong, and why
     */
    public static RunOptions parse(List<String> arguments) {
        Path home = Path.of("webgate-home");
        OptionalInt port = OptionalInt.empty();
        List<String> features = new ArrayList<>();
        boolean demo = false;
        Tls tls = Tls.UNTOLD;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (name.equals("--demo") && equals < 0) {
                demo = true;
                continue;
            }
            if (name.equals("--tls") && equals < 0) {
                tls = new Tls(true, tls.port());
                continue;
            }
            if (!WITH_VALUE.contains(name)) {
                throw new IllegalArgumentException(Bilingual.text(
                        "Unknown argument '" + argument + "'", "Неизвестный аргумент «" + argument + "»"));
            }
            if (equals < 0 && i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        Bilingual.text(name + " needs a value", "Для " + name + " нужно значение"));
            }
            String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
            switch (name) {
                case "--home" -> home = Path.of(value);
                case "--port" -> port = OptionalInt.of(port(name, value));
                case "--tls-port" -> tls = new Tls(true, OptionalInt.of(port(name, value)));
                default -> features.add(value);
            }
        }
        return new RunOptions(home, port, tls, features.isEmpty() ? List.of("gate") : features, demo);
    }

    /** The same with one feature more. */
    RunOptions with(String feature) {
        List<String> more = new ArrayList<>(features);
        more.add(feature);
        return new RunOptions(home, port, tls, List.copyOf(more), demo);
    }

    private static int port(String name, String value) {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(Bilingual.text(
                name + " must be a number from 0 to 65535, not '" + value + "'",
                name + " — число от 0 до 65535, а не «" + value + "»"));
    }
}
