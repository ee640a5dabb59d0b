// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ports that the HTTP service really listens on, as it tells in a property of its runtime service. */
final class Endpoint implements ServiceListener {

    private static final String PROPERTY = "osgi.http.endpoint";
    private static final String FILTER = "(" + PROPERTY + "=*)";

    private final CompletableFuture<Integer> plain = new CompletableFuture<>();
    private final CompletableFuture<Integer> tls = new CompletableFuture<>();

    /** Begins to watch; call before the framework starts. */
    static Endpoint watch(BundleContext context) {
        Endpoint endpoint = new Endpoint();
        try {
            context.addServiceListener(endpoint, FILTER);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(FILTER, e);
        }
        return endpoint;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED || event.getType() == ServiceEvent.MODIFIED) {
            read(event.getServiceReference());
        }
    }

    private void read(ServiceReference<?> reference) {
        if (reference.getProperty(PROPERTY) instanceof String[] addresses) {
            complete(plain, "http://", addresses);
            complete(tls, "https://", addresses);
        }
    }

    private static void complete(CompletableFuture<Integer> port, String scheme, String[] addresses) {
        List.of(addresses).stream()
                .filter(address -> address.startsWith(scheme))
                .map(address -> URI.create(address).getPort())
                .filter(number -> number > 0)
                .findFirst()
                .ifPresent(port::complete);
    }

    /** @throws StartFailure HTTP has not come up in time */
    int await(long seconds) throws StartFailure, InterruptedException {
        return await(plain, "HTTP", "", seconds);
    }

    /** @throws StartFailure HTTPS has not come up in time */
    int awaitTls(long seconds) throws StartFailure, InterruptedException {
        String hint = Bilingual.text(
                " Check the keystore and its passwords in etc/" + HttpSettings.PID + ".config.",
                " Проверьте хранилище ключей и его пароли в etc/" + HttpSettings.PID + ".config.");
        return await(tls, "HTTPS", hint, seconds);
    }

    private static int await(CompletableFuture<Integer> port, String what, String hint, long seconds)
            throws StartFailure, InterruptedException {
        try {
            return port.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StartFailure(
                    Bilingual.text(
                            what + " does not listen after " + seconds + " s; the reason is in var/log/webgate.log."
                                    + hint,
                            what + " не слушает порт спустя " + seconds + " с; причина — в var/log/webgate.log."
                                    + hint),
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // never completed that way
        }
    }
}
