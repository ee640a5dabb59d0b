// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.seats;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.Module;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the first one connects: an address, and a line that tries it. Pure.
 *
 * @param address to connect to
 * @param line for a shell, with a place for the device's token; empty text where only the plugin knows how
 */
public record Approach(String address, String line) {

    // What a browser calls this host is typed by somebody; only what is a name or a number is shown in a shell's line
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");
    /** Paths of plugins whose sessions are opened in the one way of ours. */
    private static final Set<String> SESSIONS = Set.of("mobile-waiter", "retail-operations");

    /**
     * @param scheme {@code http} or {@code https}
     * @param name of this host, as the reader's browser calls it
     * @param gate for the path of the plugin that opens the module's sessions
     */
    static Approach of(Module module, String scheme, String name, int port, Optional<GateView> gate) {
        String host = (HOST.matcher(name).matches() ? name : "localhost") + ":" + port;
        String base = scheme + "://" + host;
        String token = " -H \"Authorization: Bearer $DEVICE_TOKEN\"";
        if (module.counting() == Module.Counting.GATE_SESSIONS) {
            Optional<String> path = gate.stream()
                    .flatMap(view -> view.plugins().stream())
                    .filter(plugin ->
                            plugin.module().filter(module.id()::equals).isPresent())
                    .flatMap(plugin -> plugin.path().stream())
                    .findFirst();
            boolean known = path.filter(SESSIONS::contains).isPresent();
            return new Approach(
                    base + "/gate/" + path.orElse(""),
                    known
                            ? "curl -X POST " + base + "/gate/" + path.get() + "/sessions" + token
                                    + " -d '{\"waiter\":\"Anna\"}'"
                            : "");
        }
        return new Approach(
                base + "/api/v1/connections/" + module.id().value(),
                "curl -X PUT " + base + "/api/v1/connections/" + module.id().value() + "/$DEVICE" + token
                        + " -d '{\"label\":\"Till 1\"}'");
    }
}
