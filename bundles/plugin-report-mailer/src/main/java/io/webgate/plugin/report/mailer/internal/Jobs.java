// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** All configured jobs, by name. Thread-safe. */
@Component(service = Jobs.class)
public final class Jobs {

    private final List<JobConfiguration> configured = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private final OutboxComponent outbox;

    /** None yet. */
    @Activate
    public Jobs(@Reference OutboxComponent outbox) {
        this.outbox = outbox;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addJob(JobConfiguration job) {
        configured.add(job);
        updatedJob(job);
    }

    void updatedJob(JobConfiguration job) {
        if (!job.reading().enabled()) {
            // here, since nothing else looks while the licence holds the service
            outbox.rest(job.reading().name());
        }
        changed();
    }

    void removeJob(JobConfiguration job) {
        configured.remove(job);
        changed();
    }

    List<Job.Reading> all() {
        return configured.stream()
                .map(JobConfiguration::reading)
                .sorted(Comparator.comparing(Job.Reading::name))
                .toList();
    }

    Optional<Job.Reading> named(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Calls back after each change; close to end it. */
    AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
