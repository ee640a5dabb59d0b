// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import java.util.function.Consumer;

/** Travels into the bundles of tests and tells the test, through a service, when they start and stop. */
public final class TellingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        tell(context, "+");
    }

    @Override
    public void stop(BundleContext context) throws InvalidSyntaxException {
        tell(context, "-");
    }

    private static void tell(BundleContext context, String what) throws InvalidSyntaxException {
        for (ServiceReference<?> reference : context.getServiceReferences(Consumer.class, "(listens=to-bundles)")) {
            @SuppressWarnings("unchecked") // the test registers this one
            Consumer<String> listener = (Consumer<String>) context.getService(reference);
            if (listener != null) {
                listener.accept(what + context.getBundle().getSymbolicName());
            }
        }
    }
}
