// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import io.webgate.host.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a started host says to the person at it, in one block: where it listens, where the pages are, how its certificate
 * is known, and how it is set up.
 */
final class Welcome {

    /** Set by the start script where what the host says goes to a terminal, and not into a file or a journal. */
    private static final String TERMINAL = "webgate.terminal";

    private static final String ACCESS = "io.webgate.access";
    private static final String ACCOUNTS = "io.webgate.access.Accounts";
    private static final long PATIENCE_SECONDS = 20;

    private final Home home;
    private final Ports ports;
    private final Optional<TlsIdentity> identity;

    /**
     * @param plain that it listens on
     * @param tls that it listens on; empty without TLS
     */
    record Ports(int plain, Optional<Integer> tls) {}

    Welcome(Home home, Ports ports, Optional<TlsIdentity> identity) {
        this.home = home;
        this.ports = ports;
        this.identity = identity;
    }

    /** Whether a secret may be shown where this process talks to. */
    static boolean isTerminal(@Nullable String property) {
        return "yes".equals(property);
    }

    /** The block for this process; waits until the host knows whether it is set up. */
    String when(BundleContext context) throws StartFailure, InterruptedException {
        boolean pages = awaitAccess(context);
        try {
            Optional<String> token = Files.exists(home.firstRunTokenFile())
                    ? Optional.of(Files.readString(home.firstRunTokenFile(), StandardCharsets.UTF_8)
                            .strip())
                    : Optional.empty();
            return block(pages, token, isTerminal(System.getProperty(TERMINAL)));
        } catch (IOException e) {
            throw new StartFailure(
                    Bilingual.text(
                            home.firstRunTokenFile() + " cannot be read: " + e,
                            home.firstRunTokenFile() + " не читается: " + e),
                    e);
        }
    }

    /**
     * The rule.
     *
     * @param pages whether the host has pages and accounts at all
     * @param token that it waits to be set up with; empty when it is
     * @param terminal whether the token itself may be shown
     */
    String block(boolean pages, Optional<String> token, boolean terminal) {
        StringBuilder block = new StringBuilder();
        String plain = "http://" + HttpSettings.LOOPBACK + ":" + ports.plain() + "/";
        block.append(Bilingual.text(
                "Web Gate " + Distribution.version() + " listens at " + plain + " (home " + home.root() + ")",
                "Web Gate " + Distribution.version() + " слушает " + plain + " (домашняя папка " + home.root() + ")"));
        if (pages) {
            line(block, "Pages:       ", "Страницы:  ", plain + "admin/");
        }
        ports.tls().ifPresent(tls -> {
            line(block, "With TLS:    ", "С TLS:     ", "https://localhost:" + tls + (pages ? "/admin/" : "/"));
            identity.ifPresent(made -> line(block, "Fingerprint: ", "Отпечаток: ", "SHA-256 " + made.fingerprint()));
        });
        if (token.isPresent()) {
            line(
                    block,
                    "The host is not set up yet: open the pages on this computer. ",
                    "Узел ещё не настроен: откройте страницы на этом компьютере. ",
                    Bilingual.text("The set-up token is in ", "Токен настройки — в файле ") + home.firstRunTokenFile());
            if (terminal) {
                line(block, "Token:       ", "Токен:     ", token.get());
            }
        }
        return block.toString();
    }

    private static void line(StringBuilder block, String english, String russian, String value) {
        block.append("\n  ").append(Bilingual.text(english, russian)).append(value);
    }

    /** Accounts are published after the token's file is written; a host without that bundle has no pages to open. */
    private static boolean awaitAccess(BundleContext context) throws InterruptedException {
        if (Arrays.stream(context.getBundles()).noneMatch(bundle -> ACCESS.equals(bundle.getSymbolicName()))) {
            return false;
        }
        CountDownLatch there = new CountDownLatch(1);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED
                    && event.getServiceReference().getProperty("objectClass") instanceof String[] names
                    && Arrays.asList(names).contains(ACCOUNTS)) {
                there.countDown();
            }
        };
        context.addServiceListener(listener);
        try {
            if (context.getServiceReference(ACCOUNTS) == null) {
                there.await(PATIENCE_SECONDS, TimeUnit.SECONDS); // a store that stands still is told by /health
            }
        } finally {
            context.removeServiceListener(listener);
        }
        return true;
    }
}
