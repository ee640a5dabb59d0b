// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.license.spi.SettingsCheck;
import io.webgate.plugin.web.reports.internal.query.Sources;
import io.webgate.plugin.web.reports.internal.report.DefinitionText;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Refuses settings that make no report before they are saved, in the words of whoever reads them later. Thread-safe. */
@Component(service = SettingsCheck.class)
public final class ReportCheck implements SettingsCheck {

    private final Predicate<String> sources;

    /** @param sources which data sources there are; nobody while the module is withheld, then none is missed */
    @Activate
    public ReportCheck(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Sources sources) {
        this(name -> sources == null || sources.find(name).isPresent());
    }

    ReportCheck(Predicate<String> sources) {
        this.sources = sources;
    }

    @Override
    public String pid() {
        return ConfiguredReport.PID;
    }

    @Override
    public List<Remark> check(Map<String, ?> values) {
        List<Remark> remarks = new ArrayList<>(DefinitionText.read("-", values).remarks());
        Optional.ofNullable(values.get("source"))
                .map(source -> source.toString().strip())
                .filter(source -> !source.isEmpty() && !sources.test(source))
                .map(LocalizedText::quotable)
                .ifPresent(source -> remarks.add(new Remark(
                        "source",
                        new LocalizedText(
                                "There is no data source " + Quoted.english(source)
                                        + " yet; until there is, the report can't be had.",
                                "Источника данных " + Quoted.russian(source)
                                        + " пока нет; без него отчёт не получить."),
                        false)));
        return remarks;
    }
}
