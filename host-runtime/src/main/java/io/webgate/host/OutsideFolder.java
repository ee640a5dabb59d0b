// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a host remembers what must outlive its home being put back from a copy (R10): a folder of this home's own, named
 * after the home's random id, where the operating system has programs keep their state. Pure.
 */
final class OutsideFolder {

    /** Not the name that homes are given, so that it does not lie in one: {@code /var/lib/webgate} is a likely home. */
    private static final String NAME = "webgate-state";

    private OutsideFolder() {}

    /**
     * The folder; it need not be there yet, nor be writable.
     *
     * <p>In this order: what the service manager gives ({@code STATE_DIRECTORY}), what the user has set
     * ({@code XDG_STATE_HOME}), the system's place for the superuser and on Windows, else the user's own.
     *
     * @param environment of the process
     * @param system name of the operating system
     * @param user name of the user
     * @param userHome the user's folder
     * @param homeId of the home
     */
    static Path of(Map<String, String> environment, String system, String user, Path userHome, String homeId) {
        // A service manager may name several folders, separated by colons; they are this service's own
        String given = environment.getOrDefault("STATE_DIRECTORY", "").split(":", 2)[0];
        Path base = isAbsolute(given)
                ? Path.of(given)
                : shared(environment, system, user, userHome).resolve(NAME);
        return base.resolve(homeId);
    }

    private static Path shared(Map<String, String> environment, String system, String user, Path userHome) {
        String given = environment.getOrDefault("XDG_STATE_HOME", "");
        if (isAbsolute(given)) {
            return Path.of(given);
        }
        if (system.toLowerCase(Locale.ROOT).startsWith("windows")) {
            String data = environment.getOrDefault("ProgramData", "");
            return isAbsolute(data) ? Path.of(data) : userHome;
        }
        return user.equals("root")
                ? Path.of("/var/lib")
                : userHome.resolve(".local").resolve("state");
    }

    private static boolean isAbsolute(String path) {
        try {
            return !path.isBlank() && Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
