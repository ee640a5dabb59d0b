// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import com.google.gson.JsonObject;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Problem;
import io.webgate.gate.http.Role;
import io.webgate.gate.http.Routes;
import io.webgate.gate.session.BadRequest;
import io.webgate.gate.session.Responses;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Seat;
import io.webgate.store.StoreException;
import io.webgate.trade.Trade;
import io.webgate.trade.TradeCalls;
import io.webgate.trade.TradeDocument;
import io.webgate.trade.TradeJson;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * The data server's side (R63): goods in, documents out, and its receipt for them. Whoever calls shows a permit of this host
 * (R61), so that no exchange goes on here that is suspended elsewhere. Thread-safe.
 */
@Component(service = Servlet.class, configurationPid = TradeExchange.PID)
@HttpWhiteboardServletPattern({TradeExchange.GOODS, TradeExchange.DOCUMENTS, TradeExchange.ACKNOWLEDGE})
@Routes({
    "PUT " + TradeExchange.GOODS + " device",
    "GET " + TradeExchange.GOODS + " device",
    "GET " + TradeExchange.DOCUMENTS + " device",
    "POST " + TradeExchange.ACKNOWLEDGE + " device"
})
@Designate(ocd = TradeExchange.Settings.class)
public final class TradeExchange extends HttpServlet {

    static final String PID = "io.webgate.trade";
    static final String GOODS = "/api/v1/exchange/goods";
    static final String DOCUMENTS = "/api/v1/exchange/documents";
    static final String ACKNOWLEDGE = DOCUMENTS + "/acknowledge";

    /** The header with the permit. */
    static final String PERMIT = "Exchange-Permit";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TradeExchange.class);
    private static final int MOST_BYTES = 48 * 1024 * 1024;
    private static final int MOST_RECEIPT = 1024 * 1024;
    private static final long MOST = 5_000;

    /** About as long as a large list takes. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final int PART = 50;
    /** Characters, after which the answer ends and a Link leads on. */
    private static final int MOST_ANSWER = 8 * 1024 * 1024;

    private final transient Semaphore receiving = new Semaphore(1);
    private final transient TradeComponent trade;
    private final transient Exchange exchange;
    private transient volatile Set<ModuleId> modules;

    /** Who may exchange. */
    @ObjectClassDefinition(
            id = PID,
            name = "%trade.name",
            description = "%trade.description",
            localization = "OSGI-INF/l10n/trade")
    public @interface Settings {

        /** As what an enrolled device must be connected to exchange; programs of an operator may be connected as anything. */
        @AttributeDefinition(name = "%modules.name", description = "%modules.description")
        String[] modules() default {};
    }

    /** Serves whatever the state of the gate. */
    @Activate
    public TradeExchange(@Reference TradeComponent trade, @Reference Exchange exchange, Settings settings) {
        this.trade = trade;
        this.exchange = exchange;
        this.modules = modules(settings);
    }

    @Modified
    void modified(Settings settings) {
        modules = modules(settings);
    }

    private static Set<ModuleId> modules(Settings settings) {
        return Arrays.stream(settings.modules())
                .map(String::strip)
                .flatMap(text -> module(text).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<ModuleId> module(String text) {
        try {
            return Optional.of(new ModuleId(text));
        } catch (IllegalArgumentException malformed) {
            LOG.warn("{}: modules: '{}' is no module; nobody exchanges as that", PID, text);
            return Optional.empty();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = Problem.locale(request.getHeader("Accept-Language"));
        Responses.plain(response);
        try {
            permit(request);
            String what = request.getMethod() + " " + request.getServletPath();
            switch (what) {
                case "PUT " + GOODS -> takeGoods(request, response);
                case "GET " + GOODS, "HEAD " + GOODS -> tellGoods(response);
                case "GET " + DOCUMENTS, "HEAD " + DOCUMENTS -> tellDocuments(request, response);
                case "POST " + ACKNOWLEDGE -> acknowledge(request, response);
                default -> throw BadRequest.of(405, "method-not-allowed", TradeText.METHOD, TradeText.METHOD_DETAIL);
            }
        } catch (BadRequest refused) {
            Responses.problem(response, refused.problem(locale));
        } catch (StoreException failed) {
            LOG.warn("The exchange has failed at the store", failed);
            Responses.problem(response, TradeCalls.store(failed, locale));
        }
    }

    /** Nothing fails open: without a permit that counts now, nothing goes in or out. */
    private void permit(HttpServletRequest request) throws BadRequest {
        if (!(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)) {
            throw BadRequest.of(401, "unauthorized", TradeText.UNKNOWN, TradeText.UNKNOWN_DETAIL);
        }
        String permit = request.getHeader(PERMIT);
        if (permit == null) {
            throw BadRequest.of(403, "permit-missing", TradeText.REFUSED, TradeText.PERMIT_MISSING);
        }
        Optional<LocalizedText> trouble = exchange.trouble();
        if (trouble.isPresent()) {
            throw BadRequest.of(403, "permit-refused", TradeText.REFUSED, trouble.get());
        }
        Optional<Seat> seat = exchange.permitted(permit.strip());
        if (seat.isEmpty()) {
            throw BadRequest.of(403, "permit-refused", TradeText.REFUSED, TradeText.PERMIT_REFUSED);
        }
        if (!caller.has(Role.OPERATOR) && !mayExchange(caller, seat.get())) {
            throw BadRequest.of(403, "permit-refused", TradeText.REFUSED, TradeText.notThis(seat.get()));
        }
    }

    private boolean mayExchange(Caller caller, Seat seat) {
        return modules.contains(seat.module())
                && caller.enrolment()
                        .filter(own -> own.device().equals(seat.subject().device())
                                && own.modules().contains(seat.module()))
                        .isPresent();
    }

    private void takeGoods(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadRequest, StoreException {
        // One at a time: a large list takes memory while it is read
        if (!receiving.tryAcquire()) {
            Responses.problem(response, busy(Problem.locale(request.getHeader("Accept-Language"))));
            return;
        }
        try {
            byte[] body = TradeBodies.bytes(request.getInputStream(), MOST_BYTES);
            answer(response, trade.deliver(TradeBodies.delivery(body)));
        } finally {
            receiving.release();
        }
    }

    /** It passes by itself: the answer says when another try makes sense. */
    static Problem busy(Locale locale) {
        return Problem.of(429, "busy", TradeText.BUSY, TradeText.BUSY_DETAIL, locale)
                .retryAfter(RETRY);
    }

    private void tellGoods(HttpServletResponse response) throws IOException, StoreException {
        Optional<Trade.Delivered> delivered = trade.delivered();
        if (delivered.isPresent()) {
            answer(response, delivered.get());
        } else {
            Responses.json(response, 200, "{\"at\":null,\"goods\":0,\"includes\":0}");
        }
    }

    private static void answer(HttpServletResponse response, Trade.Delivered delivered) throws IOException {
        JsonObject answer = new JsonObject();
        answer.addProperty("at", Problem.time(delivered.at()));
        answer.addProperty("goods", delivered.goods());
        answer.addProperty("includes", delivered.includes());
        Responses.json(response, 200, answer.toString());
    }

    private void tellDocuments(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadRequest, StoreException {
        Optional<Long> after = TradeBodies.number("after", request.getParameter("after"), 0, Long.MAX_VALUE);
        // Without a limit the list is whole, as far as one answer may hold it
        Optional<Long> limit = TradeBodies.number("limit", request.getParameter("limit"), 1, MOST);
        StringJoiner answer = new StringJoiner(",", "[", "]");
        Optional<Long> from = after;
        long left = limit.orElse(Long.MAX_VALUE);
        boolean more = true;
        // In parts, and not beyond what an answer may hold: documents may be long
        while (more && left > 0 && answer.length() < MOST_ANSWER) {
            List<TradeDocument> part = trade.after(from, (int) Math.min(left, PART));
            part.forEach(document -> answer.add(TradeJson.of(document).toString()));
            left -= part.size();
            more = part.size() == PART || left == 0;
            if (!part.isEmpty()) {
                from = Optional.of(part.get(part.size() - 1).number());
            }
        }
        if (more && !trade.after(from, 1).isEmpty()) {
            long next = from.orElse(0L);
            String again = limit.map(most -> "&limit=" + most).orElse("");
            response.setHeader("Link", "<" + DOCUMENTS + "?after=" + next + again + ">; rel=\"next\"");
        }
        Responses.json(response, 200, answer.toString());
    }

    private void acknowledge(HttpServletRequest request, HttpServletResponse response)
            throws IOException, BadRequest, StoreException {
        TradeComponent.Receipt receipt = TradeBodies.receipt(TradeBodies.bytes(request.getInputStream(), MOST_RECEIPT));
        TradeComponent.Settled settled = trade.acknowledge(receipt);
        if (!settled.known()) {
            throw BadRequest.of(422, "document-unknown", TradeText.NO_SUCH, TradeText.noSuch(receipt.through()));
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("acknowledged", settled.acknowledged());
        answer.addProperty("waiting", settled.waiting());
        Responses.json(response, 200, answer.toString());
    }
}
