// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.gate.api.Concern;
import io.webgate.license.api.LocalizedText;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Tells the host what hinders the mailer, for as long as it does. Told by one thread, ended by any. Without a lock: whoever
 * listens to services is called while one is registered, and must not keep an end waiting.
 */
final class Alarm {

    private final Function<Concern, Runnable> registry;
    private final AtomicReference<Runnable> takenBack = new AtomicReference<>(Silence.YET);
    private Optional<Hindrance> told = Optional.empty();

    /** @param registry registers a concern; what it returns takes it back */
    Alarm(Function<Concern, Runnable> registry) {
        this.registry = registry;
    }

    /** What hinders it now; what was told before is taken back after the new one is there, so that no look misses both. */
    void tell(Optional<Hindrance> now) {
        if (now.equals(told) || takenBack.get() == Silence.ENDED) {
            return;
        }
        Runnable next = now.map(one -> registry.apply(concern(one))).orElse(Silence.YET);
        told = now;
        Runnable before = takenBack.getAndUpdate(current -> current == Silence.ENDED ? Silence.ENDED : next);
        // The end came while it was registered: nobody else would take it back
        (before == Silence.ENDED ? next : before).run();
    }

    /** Takes back what is told; from now on nothing is. */
    void end() {
        takenBack.getAndSet(Silence.ENDED).run();
    }

    /** Nothing is told, so that nothing is to be taken back. */
    private enum Silence implements Runnable {
        YET,
        ENDED;

        @Override
        public void run() {
            // nothing to take back
        }
    }

    private static Concern concern(Hindrance hindrance) {
        return new Concern(
                "report-mailer-" + hindrance.code(),
                new LocalizedText(
                        "The report mailer sends nothing. " + hindrance.text().english(),
                        "Рассылка отчётов ничего не отправляет. "
                                + hindrance.text().russian()),
                hindrance.since());
    }
}
