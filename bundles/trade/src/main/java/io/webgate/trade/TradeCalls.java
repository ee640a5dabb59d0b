// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade;

import com.google.gson.JsonArray;
import io.webgate.gate.http.Problem;
import io.webgate.gate.session.BadRequest;
import io.webgate.gate.session.Later;
import io.webgate.gate.session.Responses;
import io.webgate.gate.session.SessionCall;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * What a plugin lets a session ask of {@link Trade} (R62, R63): {@code goods} to look for, {@code documents} to make and to
 * read again, {@code places} that stand open. Thread-safe.
 */
public final class TradeCalls {

    private static final Logger LOG = LoggerFactory.getLogger(TradeCalls.class);
    private static final String DOCUMENTS = "documents";
    private static final int LONGEST_BODY = 256 * 1024;
    private static final int LONGEST_KEY = 200;
    private static final int USUAL = 50;
    private static final int MOST = 1_000;

    private final Trade trade;
    private final Set<Kind> kinds;

    /**
     * Serves from there.
     *
     * @param kinds the documents that a session may make; at least one
     */
    public TradeCalls(Trade trade, Set<Kind> kinds) {
        this.trade = trade;
        this.kinds = EnumSet.copyOf(kinds);
    }

    /**
     * Answers a call.
     *
     * @return whether it was for this
     */
    public boolean serve(SessionCall call) throws IOException, BadRequest {
        try {
            if (call.is("GET", "goods")) {
                goods(call);
            } else if (call.is("POST", DOCUMENTS)) {
                take(call);
            } else if (call.is("GET", DOCUMENTS)) {
                own(call);
            } else if (call.request().getMethod().equals("GET") && call.rest().startsWith(DOCUMENTS + "/")) {
                one(call, call.rest().substring(DOCUMENTS.length() + 1));
            } else {
                return false;
            }
            return true;
        } catch (StoreException failed) {
            LOG.warn("The store did not answer", failed);
            Responses.problem(call.response(), store(failed, call.locale()));
            return true;
        }
    }

    private static BadRequest unknown(String code) {
        return BadRequest.of(
                404,
                "goods-unknown",
                text("No such goods", "Такого товара нет"),
                text(
                        "No goods have the code or barcode " + Quoted.english(code) + ".",
                        "Товара с кодом или штрихкодом " + Quoted.russian(code) + " нет."));
    }

    private void goods(SessionCall call) throws IOException, BadRequest, StoreException {
        String code = call.request().getParameter("code");
        if (code != null) {
            Trade.Stocked found = trade.item(code.strip()).orElseThrow(() -> unknown(LocalizedText.quotable(code)));
            Responses.json(call.response(), 200, TradeJson.of(found).toString());
            return;
        }
        String search =
                Optional.ofNullable(call.request().getParameter("search")).orElse("");
        JsonArray answer = new JsonArray();
        trade.search(search, limit(call)).stream().map(TradeJson::of).forEach(answer::add);
        Responses.json(call.response(), 200, answer.toString());
    }

    private void take(SessionCall call) throws IOException, BadRequest {
        String key = key(call);
        byte[] body = call.body(LONGEST_BODY);
        Draft draft = TradeJson.draft(body);
        if (!kinds.contains(draft.kind())) {
            String all = kinds.stream().map(Kind::code).collect(Collectors.joining(", "));
            throw BadRequest.of(
                    422,
                    Taken.Code.DOCUMENT_INVALID.text(),
                    text("No such document here", "Такого документа здесь нет"),
                    text("A session of this plugin makes: " + all + ".", "Сеанс этого плагина создаёт: " + all + "."));
        }
        Author author = new Author(
                call.owner(),
                call.seat().subject().holder().orElse(call.caller().name()),
                call.seat().subject().device(),
                call.seat().module(),
                call.seat().id().value());
        Later.answer(
                call.request(),
                call.locale(),
                trade.take(draft, author, key, digest(body)).handle(Ended::new),
                TradeCalls::answer);
    }

    /** How it ended: with an answer of the trade, or at the store. */
    private record Ended(@Nullable Taken taken, @Nullable Throwable failure) {

        Optional<StoreException> store() {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof StoreException failed ? Optional.of(failed) : Optional.empty();
        }
    }

    private static void answer(HttpServletResponse response, Ended ended, Locale locale) throws IOException {
        Taken taken = ended.taken();
        if (taken == null) {
            StoreException failed = ended.store()
                    .orElseThrow(() -> new IllegalStateException("A draft was not judged", ended.failure()));
            LOG.warn("The store did not take a document", failed);
            Responses.problem(response, store(failed, locale));
        } else if (taken instanceof Taken.Accepted accepted) {
            Responses.json(
                    response,
                    accepted.repeated() ? 200 : 201,
                    TradeJson.of(accepted.document()).toString());
        } else if (taken instanceof Taken.Refused refused) {
            Responses.problem(
                    response,
                    Problem.of(
                            refused.code().status(),
                            refused.code().text(),
                            text("The document was not taken", "Документ не принят"),
                            refused.reason(),
                            locale));
        }
    }

    private static String key(SessionCall call) throws BadRequest {
        String header = call.request().getHeader("Idempotency-Key");
        if (header == null
                || header.isBlank()
                || header.strip().length() > LONGEST_KEY
                || !header.strip().chars().allMatch(one -> one > ' ' && one < 0x7f)) {
            throw BadRequest.of(
                    400,
                    "idempotency-key-required",
                    text("No Idempotency-Key", "Нет Idempotency-Key"),
                    text(
                            "Send an \"Idempotency-Key\" of 1 to " + LONGEST_KEY
                                    + " printable ASCII characters, a new one"
                                    + " for each document and the same when you repeat one: so nothing is there twice.",
                            "Передайте «Idempotency-Key» из 1–" + LONGEST_KEY
                                    + " печатных символов ASCII: новый для каждого"
                                    + " документа и прежний при повторе, тогда ничего не удвоится."));
        }
        return header.strip();
    }

    private void own(SessionCall call) throws IOException, BadRequest, StoreException {
        Trade.Filter filter =
                new Trade.Filter(Optional.empty(), Optional.empty(), Optional.of(call.owner()), Optional.empty());
        JsonArray answer = new JsonArray();
        trade.documents(filter, limit(call)).stream().map(TradeJson::of).forEach(answer::add);
        Responses.json(call.response(), 200, answer.toString());
    }

    /** A document of the same module: a return is made of what another till has sold. */
    private void one(SessionCall call, String number) throws IOException, BadRequest, StoreException {
        Optional<TradeDocument> found = number.matches("[0-9]{1,18}")
                ? trade.document(Long.parseLong(number))
                        .filter(document ->
                                document.author().module().equals(call.seat().module()))
                : Optional.empty();
        if (found.isEmpty()) {
            throw BadRequest.of(
                    404,
                    "document-unknown",
                    text("No such document", "Такого документа нет"),
                    text(
                            "No document has the number " + LocalizedText.quotable(number) + ".",
                            "Документа с номером " + LocalizedText.quotable(number) + " нет."));
        }
        Responses.json(call.response(), 200, TradeJson.of(found.get()).toString());
    }

    private static int limit(SessionCall call) throws BadRequest {
        String text = call.request().getParameter("limit");
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw BadRequest.malformed(
                "\"limit\" must be a whole number from 1 to " + MOST + ".",
                "«limit»: нужно целое число от 1 до " + MOST + ".");
    }

    /** The store did not take or give something: 507 where it is full, else 503; the same may succeed later. */
    public static Problem store(StoreException failed, Locale locale) {
        boolean full = failed.kind() == StoreException.Kind.FULL;
        return Problem.of(
                        full ? 507 : 503,
                        full ? "store-full" : "store-unavailable",
                        text("The database does not take it", "База данных не принимает"),
                        text(
                                "The log of the host has the reason. Send the same again later, with its key: it is there once.",
                                "Причина — в журнале узла. Повторите то же самое позже с тем же ключом: дважды ничего не появится."),
                        locale)
                .retryAfter(Duration.ofSeconds(10));
    }

    private static LocalizedText text(String english, String russian) {
        return new LocalizedText(english, russian);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
