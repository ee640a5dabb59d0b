// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.plugin.web.reports.Reports;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The web reports while they are there; the mailer outlives them. Thread-safe. */
@Component(service = ReportsLink.class)
public final class ReportsLink {

    private final AtomicReference<@Nullable Reports> reports = new AtomicReference<>();

    /** None yet. */
    @Activate
    public ReportsLink() {}

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setReports(Reports found) {
        reports.set(found);
    }

    void unsetReports(Reports gone) {
        reports.compareAndSet(gone, null);
    }

    Optional<Reports> get() {
        return Optional.ofNullable(reports.get());
    }
}
