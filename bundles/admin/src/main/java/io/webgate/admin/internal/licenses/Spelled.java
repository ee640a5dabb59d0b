// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.Ui;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Limit;
import io.webgate.license.api.Module;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Spells a limit out for the reader: {@code 15 = 10 until 31 Mar 2027 + 5} (R5, R10). Pure. */
final class Spelled {

    /** What ends first stands first; by id where that is the same. */
    private static final Comparator<Sum.Addend> FIRST_TO_END = Comparator.comparing(
                    (Sum.Addend addend) -> addend.license().validUntil().orElse(LocalDate.MAX))
            .thenComparing(Sum.Addend::id);

    private Spelled() {}

    /** The limit with what it is made of, where that comes out; else the bare limit. */
    static String of(Module module, Limit limit, List<InstalledLicense> all, Ui ui) {
        Sum sum = Sum.of(module, limit, all);
        String total = Shown.quantity(sum.total(), !module.summed(), ui);
        List<Sum.Addend> addends = sum.addends().stream().sorted(FIRST_TO_END).toList();
        if (addends.isEmpty()) {
            return total;
        }
        if (!module.summed() || addends.size() == 1) {
            return addends.size() == 1 ? until(total, addends.get(0), ui) : total;
        }
        return total
                + addends.stream()
                        .map(addend -> until(Shown.quantity(addend.quantity(), false, ui), addend, ui))
                        .collect(Collectors.joining(" + ", " = ", ""));
    }

    private static String until(String quantity, Sum.Addend addend, Ui ui) {
        return addend.license()
                .validUntil()
                .map(day ->
                        ui.t("licenses.spelled.until", quantity, ui.formats().date(day)))
                .orElse(quantity);
    }
}
