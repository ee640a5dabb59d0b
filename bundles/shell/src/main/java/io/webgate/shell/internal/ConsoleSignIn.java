// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.access.Door;
import io.webgate.gate.http.Caller;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * This host's sign-in as that of the framework's web console. The console asks its own security before any filter, the door
 * included, so the door is asked here. Thread-safe.
 *
 * <p>A delayed component: its class, and with it the console's package, is loaded when a console asks for it and never
 * without one. The door is optional, so that the console's own sign-in with its known password isn't next in line while the
 * door is away.
 */
@Component(
        service = SecurityProvider.class,
        property = {
            // Named in the framework property felix.webconsole.security.providers: the console waits for it
            SecurityProvider.PROPERTY_ID + "=webgate",
            "service.ranking:Integer=2147483647"
        })
public final class ConsoleSignIn implements SecurityProvider {

    private static final int SEE_OTHER = 303;

    private final AtomicReference<@Nullable Door> door = new AtomicReference<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDoor(Door opened) {
        door.set(opened);
    }

    void unbindDoor(Door closed) {
        // A better one may have been bound before
        door.compareAndSet(closed, null);
    }

    /** Who it is; null where it was answered, as the console wants it. */
    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        Door open = door.get();
        if (open == null) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return null;
        }
        try {
            return open.admits(request, response) && request.getAttribute(Caller.ATTRIBUTE) instanceof Caller who
                    ? who.name()
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every route of the console asks for an administrator, so whoever is in may do everything there. */
    @Override
    public boolean authorize(Object user, String role) {
        return user instanceof String;
    }

    /** One signs out by a form on the pages, never by following a link. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(SEE_OTHER);
        response.setHeader("Location", "/admin/account");
    }
}
