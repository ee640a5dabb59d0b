// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.testkit.Eventually;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/**
 * Retail operations with the data server's exchange, on a host of its own (R30, R61, R63), and a waiter's documents (R62).
 * The steps build on each other: a shop's day.
 */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class TradeIT {

    private static final String RETAIL = "powerpos.retail-operations";
    private static final String MANAGER = "powerpos.document-manager";
    private static final String SESSIONS = "/gate/retail-operations/sessions";
    private static final String GOODS = "/api/v1/exchange/goods";
    private static final String DOCUMENTS = "/api/v1/exchange/documents";
    private static final String TWO_GOODS = "{\"goods\":["
            + "{\"code\":\"tea\",\"name\":\"Чай чёрный\",\"group\":\"Напитки\",\"price\":120,\"stock\":10,\"barcodes\":[\"4600000000017\"]},"
            + "{\"code\":\"nuts\",\"name\":\"Nuts\",\"unit\":\"kg\",\"price\":\"199.90\"}]}";

    private static HostProcess host;
    private static Api admin;
    private static ThrowawayVendor vendor;
    private static String till;

    @BeforeClass
    public static void open() throws Exception {
        vendor = ThrowawayVendor.at(Path.of(System.getProperty("webgate.vendor")), InstantSource.system());
        host = HostProcess.start(HostProcess.freshHome("trade"));
        admin = host.ready();
        admin.install(vendor.license(RETAIL, 2)).is(201);
        admin.install(vendor.license(Api.WAITER, 2)).is(201);
        admin.install(vendor.license(MANAGER, 1)).is(201);
        admin.eventuallyGateIs("open");
        till = admin.device("Till", RETAIL, 2);
    }

    @AfterClass
    public static void close() {
        host.close();
    }

    private static String permit(String manager) throws Exception {
        return admin.put("/api/v1/connections/" + MANAGER + "/" + manager, "")
                .is(200)
                .text("permit");
    }

    private static Answer exchange(String method, String path, String body, String permit) throws Exception {
        return admin.send(method, path, body.getBytes(StandardCharsets.UTF_8), "Exchange-Permit", permit);
    }

    private static String session(String cashier) throws Exception {
        Api api = admin.as(till);
        Eventually.isSo(
                "Sessions are served",
                Api.PATIENCE,
                () -> {
                    int status = api.post(SESSIONS, "{\"cashier\":\"" + cashier + "\"}")
                            .status();
                    return status == 201 || status == 200 ? "" : "answered " + status;
                },
                () -> "");
        return SESSIONS + "/"
                + api.post(SESSIONS, "{\"cashier\":\"" + cashier + "\"}")
                        .is(200)
                        .text("session");
    }

    private static Answer document(String session, String key, String body) throws Exception {
        return admin.as(till).post(session + "/documents", body, "Idempotency-Key", key);
    }

    private static String sale(String code, String quantity) {
        return "{\"kind\":\"sale\",\"lines\":[{\"code\":\"" + code + "\",\"quantity\":" + quantity + "}]}";
    }

    private static List<Long> numbers(JsonArray documents) {
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> document.getAsJsonObject().get("number").getAsLong())
                .toList();
    }

    @Test
    public void t1R61GoodsComeInWithAPermitThatCountsAndOnlyThen() throws Exception {
        assertEquals("permit-missing", admin.put(GOODS, TWO_GOODS).is(403).text("code"));
        assertEquals("permit-missing", admin.get(DOCUMENTS).is(403).text("code"));
        String good = permit("office");
        for (String wrong : new String[] {"x", good.substring(0, good.length() - 4) + "AAAA", good + ".x", "a.b.c"}) {
            assertEquals(
                    "permit-refused",
                    exchange("PUT", GOODS, TWO_GOODS, wrong).is(403).text("code"));
        }
        // One manager too many (R26): what it is permitted still is not this exchange, and what was permitted before is
        // not
        String other = permit("late");
        assertEquals("permit-refused", exchange("GET", GOODS, "", other).is(403).text("code"));
        assertEquals("permit-refused", exchange("GET", GOODS, "", good).is(403).text("code"));
        admin.delete("/api/v1/connections/" + MANAGER + "/late").is(204);
        good = permit("office");

        Answer told = exchange("PUT", GOODS, TWO_GOODS, good).is(200);
        assertEquals(2, told.number("goods"));
        // A till with its own token is no data server, whatever it shows
        assertEquals(
                "permit-refused",
                admin.as(till)
                        .send("GET", DOCUMENTS, new byte[0], "Exchange-Permit", good)
                        .is(403)
                        .text("code"));
        admin.asNobody()
                .send("GET", DOCUMENTS, new byte[0], "Exchange-Permit", good)
                .is(401);
    }

    @Test
    public void t2BadGoodsAreRefusedWholeAndSayWhatIsWrong() throws Exception {
        String good = permit("office");
        for (String[] wrong : new String[][] {
            {"{\"goods\":[{\"code\":\"x\",\"name\":\"X\",\"price\":-1}]}", "goods[0].price"},
            {"{\"goods\":[{\"code\":\"x\",\"name\":\"X\",\"price\":1.005}]}", "goods[0].price"},
            {"{\"goods\":[{\"code\":\"x\",\"price\":1}]}", "goods[0].name"},
            {
                "{\"goods\":[{\"code\":\"x\",\"name\":\"X\",\"price\":1},{\"code\":\"x\",\"name\":\"Y\",\"price\":1}]}",
                "goods[1].code"
            },
            {"{\"good\":[]}", "good"},
            {"{}", "goods"},
            {"[]", "JSON object"},
        }) {
            Answer refused = exchange("PUT", GOODS, wrong[0], good).is(400);
            assertTrue(refused.body(), refused.text("detail").contains(wrong[1]));
        }
        assertEquals(2, exchange("GET", GOODS, "", good).is(200).number("goods"));
    }

    @Test
    public void t3R63PricesStockSalesAndReturns() throws Exception {
        String anna = session("Anna");
        Api api = admin.as(till);
        JsonObject tea = api.get(anna + "/goods?code=4600000000017").is(200).object();
        assertEquals("Чай чёрный", tea.get("name").getAsString());
        assertEquals("120.00", tea.get("price").getAsString());
        assertEquals(
                1,
                api.get(anna + "/goods?search=%D0%A7%D0%90%D0%99")
                        .is(200)
                        .array()
                        .size());
        assertEquals("goods-unknown", api.get(anna + "/goods?code=none").is(404).text("code"));

        assertEquals(
                "idempotency-key-required",
                api.post(anna + "/documents", sale("tea", "1")).is(400).text("code"));
        Answer first = document(anna, "k1", sale("tea", "3")).is(201);
        assertEquals(1, first.number("number"));
        assertEquals("360.00", first.text("total"));
        assertEquals("Anna", first.text("person"));
        assertEquals(
                first.body(), document(anna, "k1", sale("tea", "3")).is(200).body());
        assertEquals(
                "key-reused", document(anna, "k1", sale("tea", "4")).is(422).text("code"));
        assertEquals(
                7, api.get(anna + "/goods?code=tea").object().get("available").getAsLong());

        assertEquals(
                "goods-unknown", document(anna, "k2", sale("none", "1")).is(422).text("code"));
        assertEquals(
                "document-invalid",
                document(anna, "k2", sale("tea", "0")).is(422).text("code"));
        assertEquals(
                "document-invalid",
                document(
                                anna,
                                "k2",
                                "{\"kind\":\"order\",\"place\":\"5\",\"lines\":[{\"code\":\"tea\",\"quantity\":1}]}")
                        .is(422)
                        .text("code"));
        assertEquals(
                "price-changed",
                document(anna, "k2", "{\"kind\":\"sale\",\"lines\":[{\"code\":\"tea\",\"quantity\":1,\"price\":100}]}")
                        .is(409)
                        .text("code"));
        document(anna, "k2", "{\"kind\":\"return\",\"of\":1,\"lines\":[{\"code\":\"tea\",\"quantity\":2}]}")
                .is(201);
        Answer tooMuch =
                document(anna, "k3", "{\"kind\":\"return\",\"of\":1,\"lines\":[{\"code\":\"tea\",\"quantity\":2}]}");
        assertEquals("too-much-back", tooMuch.is(409).text("code"));
        assertTrue(tooMuch.body(), tooMuch.text("detail").contains("at most 1"));
        Answer russian = api.post(
                anna + "/documents",
                "{\"kind\":\"return\",\"of\":1,\"lines\":[{\"code\":\"tea\",\"quantity\":2}]}",
                "Idempotency-Key",
                "k3",
                "Accept-Language",
                "ru");
        assertTrue(russian.body(), russian.text("detail").contains("можно вернуть не более 1"));
        assertEquals(
                List.of(2L, 1L), numbers(api.get(anna + "/documents").is(200).array()));
        assertEquals("sale", api.get(anna + "/documents/1").is(200).text("kind"));
        // Somebody else's session is none
        admin.as(admin.device("Other", RETAIL, 1)).get(anna + "/goods").is(404);
    }

    @Test
    public void t4R63DocumentsGoOutInOrderAndTheReceiptIsKept() throws Exception {
        String good = permit("office");
        assertEquals(
                List.of(1L, 2L),
                numbers(exchange("GET", DOCUMENTS, "", good).is(200).array()));
        Answer part = exchange("GET", DOCUMENTS + "?after=0&limit=1", "", good).is(200);
        assertEquals(List.of(1L), numbers(part.array()));
        assertEquals("<" + DOCUMENTS + "?after=1&limit=1>; rel=\"next\"", part.header("Link"));

        String receipt = "{\"through\":2,\"rejected\":[{\"number\":2,\"reason\":\"Смена закрыта <b>\"}]}";
        assertEquals(
                0,
                exchange("POST", DOCUMENTS + "/acknowledge", receipt, good)
                        .is(200)
                        .number("waiting"));
        assertEquals(
                2,
                exchange("POST", DOCUMENTS + "/acknowledge", receipt, good)
                        .is(200)
                        .number("acknowledged"));
        exchange("POST", DOCUMENTS + "/acknowledge", "{\"through\":99}", good).is(422);
        assertEquals(
                List.of(), numbers(exchange("GET", DOCUMENTS, "", good).is(200).array()));
        assertEquals(
                List.of(1L, 2L),
                numbers(exchange("GET", DOCUMENTS + "?after=0", "", good)
                        .is(200)
                        .array()));

        String page = admin.get("/admin/ext/documents?state=rejected", "Accept", "text/html", "Accept-Language", "ru")
                .is(200)
                .body();
        assertTrue(page, page.contains("Отклонён сервером данных"));
        String one = admin.get("/admin/ext/documents/2", "Accept", "text/html")
                .is(200)
                .body();
        assertTrue(one, one.contains("Смена закрыта &lt;b&gt;"));
        assertFalse(one, one.contains("<b>"));
        admin.get("/admin/ext/documents/77", "Accept", "text/html").is(404);
    }

    @Test
    public void t5R62AWaitersOrdersAreDocumentsOfTheSameKind() throws Exception {
        Api phone = admin.as(admin.device("Phone", Api.WAITER, 1));
        String boris = Api.SESSIONS + "/" + phone.open("Boris").is(201).text("session");
        String order =
                "{\"kind\":\"order\",\"place\":\"5\",\"lines\":[{\"code\":\"tea\",\"quantity\":2,\"comment\":\"без сахара\"}]}";
        assertEquals(
                3,
                phone.post(boris + "/documents", order, "Idempotency-Key", "o1")
                        .is(201)
                        .number("number"));
        phone.post(boris + "/documents", sale("tea", "1"), "Idempotency-Key", "o2")
                .is(422);
        JsonObject five = phone.get(boris + "/tables").is(200).array().get(4).getAsJsonObject();
        assertEquals("5", five.get("table").getAsString());
        assertEquals("240.00", five.get("total").getAsString());
        phone.post(
                        boris + "/documents",
                        "{\"kind\":\"cancellation\",\"of\":3,\"lines\":[{\"code\":\"tea\",\"quantity\":1}]}",
                        "Idempotency-Key",
                        "o3")
                .is(201);
        JsonObject left = phone.get(boris + "/tables")
                .array()
                .get(4)
                .getAsJsonObject()
                .getAsJsonArray("cancellable")
                .get(0)
                .getAsJsonObject();
        assertEquals(3, left.get("order").getAsLong());
        assertEquals(1, left.get("quantity").getAsLong());
        Answer bill = phone.post(boris + "/documents", "{\"kind\":\"bill\",\"place\":\"5\"}", "Idempotency-Key", "o4")
                .is(201);
        assertEquals("120.00", bill.text("total"));
        assertEquals("true", bill.text("closes"));
        assertTrue(phone.get(boris + "/tables")
                .array()
                .get(4)
                .getAsJsonObject()
                .get("since")
                .isJsonNull());
        phone.get(boris + "/places").is(404);
    }

    @Test
    public void t6ManyAtOnceAndAHostThatDiesLoseNothingAndDoubleNothing() throws Exception {
        String anna = session("Anna");
        List<Thread> threads = new ArrayList<>();
        List<Throwable> wrong = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            // Two threads each send the same document
            String key = "m" + thread / 2;
            Thread one = new Thread(() -> {
                try {
                    int status = document(anna, key, sale("nuts", "0.5")).status();
                    if (status != 201 && status != 200) {
                        throw new AssertionError("answered " + status);
                    }
                } catch (Throwable e) {
                    synchronized (wrong) {
                        wrong.add(e);
                    }
                }
            });
            threads.add(one);
            one.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), wrong);
        String last = document(anna, "last", sale("nuts", "1")).is(201).body();
        host.kill();
        host.again();
        admin = host.ready();
        admin.eventuallyGateIs("open");

        String again = session("Anna");
        assertEquals(
                "the same document, not another",
                last,
                document(again, "last", sale("nuts", "1")).is(200).body());
        assertEquals(
                List.of(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L),
                numbers(exchange("GET", DOCUMENTS, "", permit("office")).is(200).array()));
    }

    @Test
    public void t7R30OneSessionTooManyStopsTheGateAndTheDataServerStillGetsWhatWasSold() throws Exception {
        admin.put("/api/v1/connections/" + MANAGER + "/office", "").is(200);
        session("Anna");
        session("Boris");
        Api second = admin.as(admin.device("Second till", RETAIL, 1));
        Answer third = second.post(SESSIONS, "{\"cashier\":\"Viktor\"}").is(503);
        assertEquals("gate-stopped", third.text("code"));
        assertEquals(RETAIL, third.text("module"));
        admin.eventuallyGateIs("stopped");
        Eventually.isSo(
                "Every plugin stops",
                Api.PATIENCE,
                () -> admin.gate().body().contains("\"state\":\"active\"")
                        ? admin.gate().body()
                        : "",
                () -> "");
        second.post(SESSIONS, "{\"cashier\":\"Viktor\"}").is(503);
        admin.as(till).get(Api.SESSIONS).is(503);

        // What must go on: the pages, and the exchange of what was accepted
        admin.get("/admin/ext/documents", "Accept", "text/html").is(200);
        assertEquals(
                8,
                exchange("GET", DOCUMENTS, "", permit("office")).is(200).array().size());

        // A phone has no account: it is told, and not led to the sign-in; also by a host that starts with its latch
        // (R52)
        phoneIsTold();
        host.kill();
        host.again();
        admin = host.ready();
        admin.eventuallyGateIs("stopped");
        phoneIsTold();

        // R54: the stop itself removed the cause, so an administrator may resume
        admin.post("/api/v1/gate/resume", "").is(200);
        admin.eventuallyGateIs("open");
        session("Anna");
    }

    private static void phoneIsTold() throws Exception {
        // The page of the plugin goes when that is stopped, and what tells so comes then
        AtomicReference<String> told = new AtomicReference<>("");
        Eventually.isSo(
                "A phone is told",
                Api.PATIENCE,
                () -> {
                    Answer answer =
                            admin.asNobody().get("/gate/mobile-waiter", "Accept", "text/html", "Accept-Language", "ru");
                    told.set(answer.body());
                    return answer.status() == 503 && answer.body().contains("Шлюз или этот плагин остановлен")
                            ? ""
                            : answer.status() + " " + answer.body();
                },
                host::said);
        assertFalse(told.get(), told.get().contains(RETAIL));
        admin.asNobody().get("/gate/mobile-waiter/sessions").is(401);
    }
}
