// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.ComponentReport;
import io.webgate.testkit.Eventually;
import io.webgate.testkit.ThrowawayVendor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What tests inside the container share. */
final class InContainer {

    static final Set<String> GATE_AND_DEPENDENTS = Set.of(
            "io.webgate.gate",
            "io.webgate.plugin.mobile.waiter",
            "io.webgate.plugin.retail.operations",
            "io.webgate.plugin.web.reports",
            "io.webgate.plugin.report.mailer",
            "com.example.tables",
            "com.example.orders");

    final BundleContext context;

    InContainer(BundleContext context) {
        this.context = context;
    }

    /** Waits until the host is ready, and says who waits for what when it does not become so. */
    Api ready() throws IOException {
        eventually("The host is ready", Api.PATIENCE, () -> {
            int status = admin().get("/health").status();
            return status == 200 ? "" : "health answers " + status;
        });
        return admin();
    }

    Api admin() throws IOException {
        Path token = Path.of(context.getProperty("webgate.home"), "var", "admin-token");
        return new Api(port(), Optional.of(Files.readString(token).trim()));
    }

    private int port() {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(osgi.http.endpoint=*)");
            if (found == null) {
                throw new IllegalStateException("HTTP is not there yet");
            }
            String[] endpoints = (String[]) found[0].getProperty("osgi.http.endpoint");
            return Arrays.stream(endpoints)
                    .filter(endpoint -> endpoint.startsWith("http"))
                    .mapToInt(endpoint -> URI.create(endpoint).getPort())
                    .filter(port -> port > 0)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("HTTP does not listen yet"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void eventually(String what, Duration within, Eventually.Look look) {
        Eventually.isSo(what, within, look, () -> ComponentReport.of(context));
    }

    void eventuallyGateIs(String state) throws IOException {
        eventually("The gate is " + state, Api.PATIENCE, () -> {
            Answer gate = admin().get("/api/v1/gate");
            return gate.status() == 200 && gate.text("state").equals(state) ? "" : gate.body();
        });
    }

    /** A gate calls itself open, or stopped, from the first moment; the last of its bundles follows. */
    void eventuallyNotActiveBut(Set<String> expected) {
        eventually("All but " + expected + " are active", Api.PATIENCE, () -> notActiveBut(expected));
    }

    ThrowawayVendor vendor() throws IOException {
        return ThrowawayVendor.at(Path.of(System.getProperty("webgate.vendor")), InstantSource.system());
    }

    /** Whether each bundle that matters is active; fragments and what the test framework brought are left out. */
    Map<String, Boolean> active() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders("").get("Fragment-Host") == null)
                .filter(bundle -> bundle.getSymbolicName() != null)
                .collect(Collectors.toMap(
                        Bundle::getSymbolicName,
                        bundle -> bundle.getState() == Bundle.ACTIVE,
                        (one, other) -> one && other,
                        TreeMap::new));
    }

    /** Empty when exactly these bundles are not active. */
    String notActiveBut(Set<String> expected) {
        Set<String> down = active().entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return down.equals(expected) ? "" : "not active are " + down;
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No bundle " + symbolicName));
    }
}
