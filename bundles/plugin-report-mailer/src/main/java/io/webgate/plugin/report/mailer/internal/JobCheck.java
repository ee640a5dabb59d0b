// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.TrustedTime;
import io.webgate.license.spi.SettingsCheck;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.Reports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Refuses a job that can't be, before it is saved, and tells when one is due that can. Thread-safe. */
@Component(service = SettingsCheck.class)
public final class JobCheck implements SettingsCheck {

    private static final int SHOWN = 3;

    private final InstantSource time;
    private final Supplier<Optional<Reports>> reports;

    /** Asks the web reports about parameters while they are there. */
    @Activate
    public JobCheck(@Reference TrustedTime time, @Reference ReportsLink reports) {
        this(time, reports::get);
    }

    JobCheck(InstantSource time, Supplier<Optional<Reports>> reports) {
        this.time = time;
        this.reports = reports;
    }

    @Override
    public String pid() {
        return Job.PID;
    }

    @Override
    public List<Remark> check(Map<String, ?> values) {
        Instant now = time.instant();
        Job.Reading reading = Job.read("new", values, now);
        List<Remark> remarks = new ArrayList<>(refusals(reading.faults()));
        reading.job().ifPresent(job -> {
            remarks.add(times(job.schedule(), now));
            // Not a refusal: the report may be set up after its job
            reports.get()
                    .flatMap(there -> there.check(job.report(), job.parameters()))
                    .map(refused -> of(refused))
                    .ifPresent(remarks::add);
        });
        return remarks;
    }

    static List<Remark> refusals(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new Remark(fault.key(), fault.text(), true))
                .toList();
    }

    private static Remark of(Outcome.Refused refused) {
        String key = refused.code() == Outcome.Code.PARAMETER_INVALID ? "parameters" : "report";
        return new Remark(key, refused.reason(), false);
    }

    private static Remark times(Schedule schedule, Instant now) {
        List<Instant> next = schedule.next(now, SHOWN);
        return new Remark(
                "schedule",
                new LocalizedText(
                        "Due next: " + list(next, schedule, Locale.ENGLISH) + " (" + schedule.zone() + ").",
                        "Ближайшие сроки: " + list(next, schedule, new Locale("ru")) + " (" + schedule.zone() + ")."),
                false);
    }

    private static String list(List<Instant> times, Schedule schedule, Locale language) {
        return times.stream()
                .map(time -> Words.time(time, schedule.zone(), language))
                .collect(Collectors.joining("; "));
    }
}
