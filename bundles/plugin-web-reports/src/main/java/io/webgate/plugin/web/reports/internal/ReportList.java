// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.gate.api.GateNames;
import io.webgate.plugin.web.reports.internal.report.DefinitionText;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The enabled reports by name, those whose settings make none too. Thread-safe. */
@Component(service = ReportList.class)
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + ReportService.MODULE + ")")
public final class ReportList {

    private final Map<String, Entry> byPid = new TreeMap<>();

    /**
     * An enabled report.
     *
     * @param read what its settings say
     */
    record Entry(String name, DefinitionText.Result read) {}

    synchronized void put(String pid, Entry entry) {
        byPid.put(pid, entry);
    }

    synchronized void remove(String pid) {
        byPid.remove(pid);
    }

    synchronized List<Entry> all() {
        return List.copyOf(byPid.values());
    }

    synchronized Optional<Entry> find(String name) {
        return byPid.values().stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
