// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.license.api.LocalizedText;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lists: whole without {@code ?limit}; with it a page, and the way to the next one in the header {@code Link}. A page is
 * told by the last item before it, so what is added or removed elsewhere shifts nothing.
 */
final class Paged {

    private Paged() {}

    /**
     * The list's answer.
     *
     * @param name of an item, unique in the list
     * @param view of an item
     */
    static <T> Answer list(Ask ask, List<T> all, Function<T, String> name, Function<T, ?> view) {
        Optional<Integer> limit = limit(ask);
        List<T> rest =
                ask.query("after").map(after -> after(ask, all, name, after)).orElse(all);
        if (limit.isEmpty() || rest.size() <= limit.get()) {
            return Answer.json(200, rest.stream().map(view).toList());
        }
        List<T> page = rest.subList(0, limit.get());
        String last = URLEncoder.encode(name.apply(page.get(page.size() - 1)), StandardCharsets.UTF_8);
        return Answer.json(200, page.stream().map(view).toList())
                .with("Link", "<" + ask.path() + "?limit=" + limit.get() + "&after=" + last + ">; rel=\"next\"");
    }

    private static <T> List<T> after(Ask ask, List<T> all, Function<T, String> name, String after) {
        for (int at = 0; at < all.size(); at++) {
            if (name.apply(all.get(at)).equals(after)) {
                return all.subList(at + 1, all.size());
            }
        }
        throw Problems.of(
                410,
                "page-gone",
                new LocalizedText("The page is gone", "Страницы больше нет"),
                new LocalizedText(
                        "The item before this page is no longer in the list. Begin the list again.",
                        "Элемента перед этой страницей больше нет в списке. Начните список заново."),
                ask.locale());
    }

    private static Optional<Integer> limit(Ask ask) {
        return ask.query("limit").map(text -> {
            if (!text.matches("[1-9][0-9]{0,5}")) {
                throw Problems.invalid(
                        "parameter limit (1 to 999999 is expected)", "параметр limit (от 1 до 999999)", ask.locale());
            }
            return Integer.valueOf(text);
        });
    }
}
