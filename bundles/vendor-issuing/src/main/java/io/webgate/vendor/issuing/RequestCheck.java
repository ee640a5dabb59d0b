// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * What a {@link License} would refuse in a developer's words, refused before in those of the person who issues (R100). What
 * is forgotten here is still refused there. Pure.
 */
final class RequestCheck {

    private static final int LONGEST_HOLDER = 200;

    private RequestCheck() {}

    /**
     * Nothing, where a licence can be made of it.
     *
     * @throws VendorRefusal naming what is wrong
     */
    static void require(LicenseRequest request, Term term, LocalDate first) {
        if (request.applications().isEmpty()) {
            throw new VendorRefusal(
                    "The licence names no application. Name at least one.",
                    "В лицензии не указано ни одного приложения. Укажите хотя бы одно.");
        }
        if (request.holder().isBlank() || request.holder().length() > LONGEST_HOLDER) {
            throw new VendorRefusal(
                    "The holder's name must have 1 to " + LONGEST_HOLDER + " characters, not "
                            + request.holder().length() + ".",
                    "В названии владельца должно быть от 1 до " + LONGEST_HOLDER + " знаков, а не "
                            + request.holder().length() + ".");
        }
        Set<ModuleId> named = new HashSet<>();
        for (Entitlement entitlement : request.entitlements()) {
            if (!named.add(entitlement.module())) {
                throw new VendorRefusal(
                        "The licence names a module twice: " + entitlement.module() + ". Name it once, with the sum.",
                        "Модуль указан в лицензии дважды: " + entitlement.module()
                                + ". Укажите его один раз, с общим количеством.");
            }
        }
        request.validUntil().filter(last -> last.isBefore(first)).ifPresent(last -> {
            throw new VendorRefusal(
                    "The licence would end " + last + ", before it begins " + first + ".",
                    "Лицензия закончилась бы " + last + " — раньше, чем начнётся: " + first + ".");
        });
        if (request.validUntil().isEmpty() && term != Term.PERMANENT) {
            throw new VendorRefusal(
                    "A licence of term " + term.code() + " needs a last day.",
                    "Лицензии со сроком " + term.code() + " нужен последний день.");
        }
        if (request.breakGlass().isPresent()) {
            breakGlass(request);
        }
    }

    private static void breakGlass(LicenseRequest request) {
        int days = request.breakGlass().getAsInt();
        if (days < 1 || days > License.MOST_BREAK_GLASS_DAYS) {
            LocalizedText bounds = new LocalizedText(
                    "A break-glass licence is for 1 to " + License.MOST_BREAK_GLASS_DAYS + " days, not " + days + ".",
                    "Лицензия на крайний случай бывает на срок от 1 до " + License.MOST_BREAK_GLASS_DAYS
                            + " дней, а не " + days + ".");
            throw new VendorRefusal(bounds);
        }
        if (!request.supersedes().isEmpty()) {
            throw new VendorRefusal(
                    "A break-glass licence waits for its activation, so it can't replace another one.",
                    "Лицензия на крайний случай ждёт активации, поэтому не может заменить другую.");
        }
    }
}
