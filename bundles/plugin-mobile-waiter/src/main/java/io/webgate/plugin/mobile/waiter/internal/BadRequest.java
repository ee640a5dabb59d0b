// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;

import java.util.Locale;

/** The client sent something that can't be understood; says what, and what to send instead. */
final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient LocalizedText title;
    private final transient LocalizedText detail;

    private BadRequest(int status, String code, LocalizedText title, LocalizedText detail) {
        super(detail.english());
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    /** 400. */
    static BadRequest malformed(String english, String russian) {
        return new BadRequest(
                400,
                "bad-request",
                new LocalizedText("The request can't be understood", "Запрос непонятен"),
                new LocalizedText(english, russian));
    }

    /** 413. */
    static BadRequest tooLarge(int most) {
        return new BadRequest(
                413,
                "too-large",
                new LocalizedText("The request is too large", "Запрос слишком велик"),
                new LocalizedText(
                        "The body may have at most " + most + " bytes.", "Тело запроса — не более " + most + " байт."));
    }

    Problem problem(Locale locale) {
        return Problem.of(status, code, title, detail, locale);
    }
}
