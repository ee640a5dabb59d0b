// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.Accounts;
import io.webgate.access.WebSession;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.license.api.LocalizedText;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the pages about people share. Stateless. */
final class People {

    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int UNPROCESSABLE = 422;

    private People() {}

    /** The service for a page of somebody who is signed in. */
    static Accounts accounts(PageRequest request) {
        return Refused.need(request.plane().accounts(), "Accounts");
    }

    /** The service for signing in; where it is missing the page says so and asks again by itself. */
    static Accounts door(PageRequest request) {
        Optional<Accounts> accounts = request.plane().accounts();
        if (accounts.isEmpty()) {
            if ("GET".equals(request.http().getMethod())) {
                request.response().setHeader("Refresh", Long.toString(AGAIN.toSeconds()));
            }
            throw new Refused(Problem.of(
                            503,
                            "unavailable",
                            new LocalizedText("Signing in is not possible now", "Войти сейчас нельзя"),
                            new LocalizedText(
                                    "The host is starting, or its service for accounts is not running; the log of the"
                                            + " host says why.",
                                    "Узел запускается, или его служба учётных записей не работает; причина в журнале"
                                            + " узла."),
                            request.ui().locale())
                    .retryAfter(AGAIN));
        }
        return accounts.get();
    }

    static Access access(PageRequest request) {
        return Refused.need(request.plane().access(), "Access");
    }

    /** The own session: pages about the own account are for people, not for API tokens. */
    static WebSession own(PageRequest request) {
        return request.session()
                .orElseThrow(() -> new Refused(Problem.of(
                        403,
                        "accounts-only",
                        new LocalizedText("Only for accounts", "Только для учётных записей"),
                        new LocalizedText(
                                "An API token has no password, no sessions and no second factor. Sign in with an account.",
                                "У API-токена нет пароля, сеансов и второго фактора. Войдите под учётной записью."),
                        request.ui().locale())));
    }

    /** What the refusal means for the form: shown at its field, with the time to wait told to the browser. */
    static FormError error(AccessException refused, String form, PageRequest request) {
        Problem problem = refused.problem(request.ui().locale());
        problem.retryAfterHeader().ifPresent(seconds -> request.response().setHeader("Retry-After", seconds));
        return new FormError(form, FormError.field(refused.fault()), problem.detail());
    }

    /** The status of the form shown again: who is signed in stays so, whatever was typed wrong. */
    static int status(AccessException refused, PageRequest request) {
        int status = refused.problem(request.ui().locale()).status();
        return status == 401 ? UNPROCESSABLE : status;
    }

    /** The words for an outcome that is told in the query; nothing else of the query is ever shown. */
    static Optional<String> done(PageRequest request, Set<String> known) {
        return Optional.of(request.field("done")).filter(known::contains).map(code -> request.ui()
                .t("people.done." + code));
    }

    static Optional<Role> role(String code) {
        return Stream.of(Role.values()).filter(role -> code(role).equals(code)).findFirst();
    }

    static String code(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** One segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static PageAnswer page(int status, String title, String menu, Consumer<HtmlTemplateOutput> template) {
        return new PageAnswer.Html(status, title, menu, out -> template.accept((HtmlTemplateOutput) out));
    }
}
