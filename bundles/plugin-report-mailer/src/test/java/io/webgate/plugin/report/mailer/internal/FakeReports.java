// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Form;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.Report;
import io.webgate.plugin.web.reports.Reports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One report, "daily", that says what it was asked for. */
final class FakeReports implements Reports {

    final List<String> asked = new ArrayList<>();
    Optional<Outcome.Refused> refusal = Optional.empty();
    int bytes;

    static Outcome.Refused refused(boolean passing) {
        return new Outcome.Refused(
                passing ? Outcome.Code.SOURCE_UNAVAILABLE : Outcome.Code.QUERY_FAILED,
                new LocalizedText("The source is down", "Источник недоступен"),
                passing);
    }

    @Override
    public List<Report> reports() {
        return List.of(new Report("daily", new LocalizedText("Sales by day", "Выручка по дням"), List.of()));
    }

    @Override
    public Optional<Report> report(String name) {
        return reports().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Outcome.Refused> check(String report, Map<String, String> values) {
        return refusal;
    }

    @Override
    public Outcome write(String report, Map<String, String> values, Form form, OutputStream to) throws IOException {
        asked.add(report + values);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        to.write(("day;sum\n" + asked.size() + ";100\n").getBytes(StandardCharsets.UTF_8));
        to.write(new byte[bytes]);
        return new Outcome.Written(1, false);
    }
}
