// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.license.api.TrustedTime;
import io.webgate.plugin.web.reports.Form;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.Report;
import io.webgate.plugin.web.reports.Reports;
import io.webgate.plugin.web.reports.internal.file.CsvSink;
import io.webgate.plugin.web.reports.internal.file.JsonSink;
import io.webgate.plugin.web.reports.internal.file.XlsxSink;
import io.webgate.plugin.web.reports.internal.query.Engine;
import io.webgate.plugin.web.reports.internal.query.Failure;
import io.webgate.plugin.web.reports.internal.query.Opener;
import io.webgate.plugin.web.reports.internal.query.Query;
import io.webgate.plugin.web.reports.internal.query.Sink;
import io.webgate.plugin.web.reports.internal.query.Source;
import io.webgate.plugin.web.reports.internal.query.Sources;
import io.webgate.plugin.web.reports.internal.report.Definition;
import io.webgate.plugin.web.reports.internal.report.Values;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the configured reports while the gate is open and the module granted. Thread-safe. */
@Component(
        service = {Reports.class, ReportService.class},
        reference = @Reference(name = "gate", service = Gate.class))
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + ReportService.MODULE + ")")
public final class ReportService implements Reports {

    static final String MODULE = "powerpos.web-reports";

    private final ReportList list;
    private final Sources sources;
    private final TrustedTime time;
    private final ZoneId zone;
    private final Engine engine;

    /** Called by SCR. */
    @Activate
    public ReportService(
            @Reference ReportList list,
            @Reference Sources sources,
            @Reference Opener opener,
            @Reference TrustedTime time) {
        this.list = list;
        this.sources = sources;
        this.time = time;
        this.zone = ZoneId.systemDefault();
        this.engine = new Engine(opener, time::nanos, zone);
    }

    /** Ends what runs: a gate that closes must not wait for a long query. */
    @Deactivate
    void stop() {
        engine.close();
    }

    @Override
    public List<Report> reports() {
        return list.all().stream().flatMap(entry -> report(entry).stream()).toList();
    }

    @Override
    public Optional<Report> report(String name) {
        return list.find(name).flatMap(ReportService::report);
    }

    private static Optional<Report> report(ReportList.Entry entry) {
        return entry.read().report().map(one -> new Report(entry.name(), one.title(), one.parameters()));
    }

    @Override
    public Optional<Outcome.Refused> check(String report, Map<String, String> given) {
        try {
            query(report, given);
            return Optional.empty();
        } catch (Failure refused) {
            return Optional.of(refused.refused());
        }
    }

    @Override
    public Outcome write(String report, Map<String, String> values, Form form, OutputStream to) throws IOException {
        try {
            return run(report, values, sink(form, report, to));
        } catch (Failure refused) {
            return refused.refused();
        }
    }

    /** Runs a report into any sink. */
    Outcome.Written run(String report, Map<String, String> values, Sink sink) throws Failure, IOException {
        return engine.run(query(report, values), sink);
    }

    /** The sink for a kind of file. */
    Sink sink(Form form, String report, OutputStream to) {
        String title = list.find(report)
                .map(entry -> entry.read().title().in(form.language()))
                .orElse(report);
        return switch (form.format()) {
            case CSV -> new CsvSink(to, form.language());
            case XLSX -> new XlsxSink(to, title, form.language());
            case JSON -> new JsonSink(to, report, title, form.language());
        };
    }

    /** What the values come to today. */
    Values values(Definition report, Map<String, String> given) {
        return Values.of(report.parameters(), given, today());
    }

    /** The day at the venue. */
    LocalDate today() {
        return LocalDate.ofInstant(time.instant(), zone);
    }

    private Query query(String name, Map<String, String> given) throws Failure {
        Definition report = definition(name);
        Values values = values(report, given);
        Optional<LocalizedText> wrong = values.told();
        if (wrong.isPresent()) {
            throw new Failure(
                    Outcome.Code.PARAMETER_INVALID,
                    false,
                    wrong.get().english(),
                    wrong.get().russian());
        }
        return new Query(name, report, source(report), values.typed());
    }

    private Definition definition(String name) throws Failure {
        Optional<ReportList.Entry> entry = list.find(name);
        if (entry.isEmpty()) {
            String shown = LocalizedText.quotable(name);
            throw new Failure(
                    Outcome.Code.REPORT_UNKNOWN,
                    false,
                    "There is no enabled report " + Quoted.english(shown) + ".",
                    "Включённого отчёта " + Quoted.russian(shown) + " нет.");
        }
        Optional<Definition> report = entry.get().read().report();
        if (report.isEmpty()) {
            LocalizedText faults = entry.get().read().faults();
            throw new Failure(Outcome.Code.REPORT_INVALID, false, faults.english(), faults.russian());
        }
        return report.get();
    }

    private Source source(Definition report) throws Failure {
        Optional<Source> source = sources.find(report.source());
        if (source.isEmpty()) {
            String shown = LocalizedText.quotable(report.source());
            throw new Failure(
                    Outcome.Code.SOURCE_UNAVAILABLE,
                    false,
                    "There is no data source " + Quoted.english(shown)
                            + "; set it up, or name another in the report's settings.",
                    "Источника данных " + Quoted.russian(shown)
                            + " нет; настройте его или укажите другой в настройках отчёта.");
        }
        return source.get();
    }
}
