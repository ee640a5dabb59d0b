// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.trade.Amounts;
import io.webgate.trade.Draft;
import io.webgate.trade.Item;
import io.webgate.trade.Kind;
import io.webgate.trade.Taken;
import io.webgate.trade.Trade.OpenPlace;
import io.webgate.trade.TradeDocument;
import io.webgate.trade.TradeDocument.Line;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether a draft makes a document, and with which lines and total (R63). Pure: everything that is known is given. */
final class Pricing {

    /** More lines has no document. */
    static final int MOST_LINES = 500;

    private static final int LONGEST = 200;

    /** So many lines may stand open at a place. */
    private static final int MOST_OPEN = 2_000;

    private Pricing() {}

    /**
     * What is known when the draft is judged.
     *
     * @param goods by code, of those that the draft names
     * @param original the document that it takes back from
     * @param back what was taken back from that one already, by code
     * @param open what stands open at its place
     */
    record Known(
            Map<String, Item> goods,
            Optional<TradeDocument> original,
            Map<String, Back> back,
            Optional<OpenPlace> open) {

        Known {
            goods = Map.copyOf(goods);
            back = Map.copyOf(back);
        }
    }

    /**
     * What came back of some goods.
     *
     * @param quantity so many
     * @param sum for so much
     */
    record Back(BigDecimal quantity, BigDecimal sum) {

        static final Back NONE = new Back(BigDecimal.ZERO, BigDecimal.ZERO);

        Back and(BigDecimal more, BigDecimal paid) {
            return new Back(quantity.add(more), sum.add(paid));
        }
    }

    /** The lines that the document would have. */
    record Priced(List<Line> lines, BigDecimal total) {

        Priced {
            lines = List.copyOf(lines);
        }
    }

    /** Either the lines, or why there is no document. */
    record Result(@Nullable Priced priced, Taken.@Nullable Refused refused) {

        Priced orThrow() {
            return Objects.requireNonNull(priced);
        }
    }

    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Taken.Refused refused;

        Refusal(Taken.Code code, String english, String russian) {
            super(english);
            refused = new Taken.Refused(code, new LocalizedText(english, russian));
        }
    }

    static Result of(Draft draft, Known known) {
        try {
            form(draft);
            List<Line> lines = lines(draft, known);
            BigDecimal total = lines.stream().map(Line::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Result(new Priced(lines, paid(draft, bounded(total))), null);
        } catch (Refusal refusal) {
            return new Result(null, refusal.refused);
        }
    }

    private static void form(Draft draft) throws Refusal {
        Kind kind = draft.kind();
        require(
                kind == Kind.BILL || !draft.lines().isEmpty(),
                "A document has at least one line.",
                "В документе должна быть хотя бы одна строка.");
        require(
                draft.lines().size() <= MOST_LINES,
                "A document has at most " + MOST_LINES + " lines.",
                "В документе — не более " + MOST_LINES + " строк.");
        require(
                kind.takesBackFrom().isPresent() == draft.of().isPresent(),
                kind.takesBackFrom().isPresent()
                        ? "Name in \"of\" the number of the document that goods come back from."
                        : "Only a return or a cancellation has \"of\".",
                kind.takesBackFrom().isPresent()
                        ? "Укажите в «of» номер документа, по которому возвращаются товары."
                        : "Поле «of» есть только у возврата и отмены.");
        require(
                kind.hasPlace() == draft.place().isPresent() || kind == Kind.CANCELLATION,
                kind.hasPlace() ? "Name the place, such as a table." : "Only orders and bills have a place.",
                kind.hasPlace() ? "Укажите место, например стол." : "Место есть только у заказов и счетов.");
        for (int at = 0; at < draft.lines().size(); at++) {
            Draft.Line line = draft.lines().get(at);
            require(
                    line.quantity().signum() > 0,
                    "Line " + (at + 1) + ": the quantity must be above 0.",
                    "Строка " + (at + 1) + ": количество должно быть больше 0.");
            fits(line.comment(), "Line " + (at + 1) + ": the comment", "Строка " + (at + 1) + ": комментарий");
        }
        fits(draft.comment(), "The comment", "Комментарий");
        fits(draft.place(), "The place", "Место");
        for (Draft.Payment payment : draft.payments()) {
            require(
                    payment.amount().signum() > 0,
                    "What is paid must be above 0.",
                    "Сумма оплаты должна быть больше 0.");
        }
    }

    private static void fits(Optional<String> text, String english, String russian) throws Refusal {
        require(
                text.filter(one -> one.isBlank()
                                || one.length() > LONGEST
                                || one.chars().anyMatch(Character::isISOControl))
                        .isEmpty(),
                english + " must have 1 to " + LONGEST + " characters and no control characters.",
                russian + ": от 1 до " + LONGEST + " символов, без управляющих.");
    }

    private static List<Line> lines(Draft draft, Known known) throws Refusal {
        return switch (draft.kind()) {
            case BILL -> billed(draft, known);
            case RETURN, CANCELLATION -> takenBack(draft, known);
            case SALE, ORDER -> priced(draft, known);
        };
    }

    private static List<Line> billed(Draft draft, Known known) throws Refusal {
        Optional<OpenPlace> open = known.open().filter(one -> !one.lines().isEmpty());
        if (open.isEmpty()) {
            throw new Refusal(
                    Taken.Code.NOTHING_OPEN,
                    "Nothing is open at " + draft.place().orElse("–") + ": no order since its last bill.",
                    "По месту " + draft.place().orElse("–")
                            + " ничего не открыто: после последнего счёта заказов нет.");
        }
        return draft.lines().isEmpty() ? open.get().lines() : part(draft, open.get());
    }

    /** A bill of a part: of each line as much as was chosen, at the price at which it was ordered. */
    private static List<Line> part(Draft draft, OpenPlace open) throws Refusal {
        Map<Places.Key, BigDecimal> billed = new HashMap<>();
        open.billed().forEach(line -> billed.put(Places.Key.of(line), line.quantity()));
        Map<Places.Key, BigDecimal> left = left(open);
        List<Line> lines = new ArrayList<>();
        for (Draft.Line wanted : draft.lines()) {
            Line ordered = ordered(wanted, open);
            Places.Key key = Places.Key.of(ordered);
            BigDecimal rest = Objects.requireNonNull(left.get(key));
            if (rest.compareTo(wanted.quantity()) < 0) {
                throw new Refusal(
                        Taken.Code.TOO_MUCH_BILLED,
                        "Of " + ordered.name() + " " + Amounts.plain(rest) + " stands open at " + open.place()
                                + ", not " + Amounts.plain(wanted.quantity()) + ".",
                        ordered.name() + ": по месту " + open.place() + " открыто " + Amounts.plain(rest) + ", а не "
                                + Amounts.plain(wanted.quantity()) + ".");
            }
            BigDecimal from = billed.getOrDefault(key, BigDecimal.ZERO);
            BigDecimal to = from.add(wanted.quantity());
            billed.put(key, to);
            left.put(key, rest.subtract(wanted.quantity()));
            Line line = Places.line(key, ordered.name(), from, to);
            lines.add(new Line(line.code(), line.name(), line.quantity(), line.price(), line.sum(), wanted.comment()));
        }
        return lines;
    }

    /** How much stands open, by goods and price. */
    private static Map<Places.Key, BigDecimal> left(OpenPlace open) {
        Map<Places.Key, BigDecimal> left = new HashMap<>();
        open.lines().forEach(line -> left.put(Places.Key.of(line), line.quantity()));
        return left;
    }

    /** The open line that a line of the bill means. */
    private static Line ordered(Draft.Line wanted, OpenPlace open) throws Refusal {
        List<Line> same = open.lines().stream()
                .filter(line -> line.code().equals(wanted.code()))
                .toList();
        List<Line> found = same.stream()
                .filter(line -> wanted.price()
                        .filter(price -> price.compareTo(line.price()) != 0)
                        .isEmpty())
                .toList();
        if (found.isEmpty()) {
            String code = LocalizedText.quotable(wanted.code());
            String price = wanted.price()
                    .map(given -> " (" + given.toPlainString() + ")")
                    .orElse("");
            throw new Refusal(
                    Taken.Code.TOO_MUCH_BILLED,
                    "Nothing of the goods " + Quoted.english(code) + price + " stands open at " + open.place() + ".",
                    "По месту " + open.place() + " товар " + Quoted.russian(code) + price + " не открыт.");
        }
        require(
                found.size() == 1,
                found.get(0).name() + " stands open at several prices: name the price.",
                found.get(0).name() + ": открыто по разным ценам, укажите цену.");
        return found.get(0);
    }

    private static List<Line> priced(Draft draft, Known known) throws Refusal {
        List<Line> lines = new ArrayList<>();
        for (Draft.Line line : draft.lines()) {
            Item item = known.goods().get(line.code());
            if (item == null) {
                throw unknown(line.code());
            }
            sameprice(line, item.price(), item.name());
            // Orders alone: who stands at a till sells what is there, as ever, also half of a piece
            require(
                    draft.kind() != Kind.ORDER
                            || !item.whole()
                            || line.quantity().stripTrailingZeros().scale() <= 0,
                    item.name() + " is ordered in whole pieces, not " + Amounts.plain(line.quantity()) + ".",
                    item.name() + ": заказывается целыми единицами, а не " + Amounts.plain(line.quantity()) + ".");
            lines.add(line(line, item.name(), item.price()));
        }
        if (draft.kind() == Kind.ORDER) {
            fitsThePlace(lines, known.open());
        }
        return lines;
    }

    /**
     * A bill is one document: what stands open at a place has to fit into one, with what bills of a part have taken. Added up,
     * a line may cost a hundredth more than its parts, so one of each is left.
     */
    private static void fitsThePlace(List<Line> lines, Optional<OpenPlace> open) throws Refusal {
        List<Line> all = new ArrayList<>(lines);
        open.ifPresent(place -> {
            all.addAll(place.lines());
            all.addAll(place.billed());
        });
        BigDecimal quantity = all.stream().map(Line::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal total = all.stream().map(Line::sum).reduce(BigDecimal.valueOf(all.size(), 2), BigDecimal::add);
        require(
                all.size() <= MOST_OPEN && quantity.compareTo(Amounts.MOST) <= 0 && total.compareTo(Amounts.MOST) <= 0,
                "So much can't stand open at one place: make its bill first.",
                "Столько не может быть открыто по одному месту: сначала закройте счёт.");
    }

    private static Line line(Draft.Line line, String name, BigDecimal price) throws Refusal {
        BigDecimal sum = bounded(Amounts.sum(price, line.quantity()));
        return new Line(line.code(), name, line.quantity(), price, sum, line.comment());
    }

    private static List<Line> takenBack(Draft draft, Known known) throws Refusal {
        TradeDocument original = original(draft, known);
        Map<String, Line> names = new HashMap<>();
        Map<String, Back> went = new HashMap<>();
        for (Line line : original.lines()) {
            names.putIfAbsent(line.code(), line);
            went.merge(
                    line.code(),
                    Back.NONE.and(line.quantity(), line.sum()),
                    (one, more) -> one.and(more.quantity(), more.sum()));
        }
        Map<String, Back> back = new HashMap<>(known.back());
        Optional<OpenPlace> place = known.open().filter(open -> draft.kind() == Kind.CANCELLATION);
        Map<Places.Key, BigDecimal> open = place.map(Pricing::left).orElseGet(HashMap::new);
        List<Line> lines = new ArrayList<>();
        for (Draft.Line line : draft.lines()) {
            Line sold = names.get(line.code());
            if (sold == null) {
                String code = LocalizedText.quotable(line.code());
                throw new Refusal(
                        Taken.Code.TOO_MUCH_BACK,
                        "Document " + original.number() + " has no goods " + Quoted.english(code) + ".",
                        "В документе " + original.number() + " нет товара " + Quoted.russian(code) + ".");
            }
            sameprice(line, sold.price(), sold.name());
            Back all = Objects.requireNonNull(went.get(line.code()));
            Back before = back.getOrDefault(line.code(), Back.NONE);
            BigDecimal left = all.quantity().subtract(before.quantity());
            Places.Key key = Places.Key.of(sold);
            if (place.isPresent()) {
                // What is in a bill is paid: it can't be cancelled any more
                left = left.min(open.getOrDefault(key, BigDecimal.ZERO));
                open.merge(key, line.quantity().negate(), BigDecimal::add);
            }
            if (left.compareTo(line.quantity()) < 0) {
                throw new Refusal(
                        Taken.Code.TOO_MUCH_BACK,
                        "Of " + sold.name() + " in document " + original.number() + " at most " + Amounts.plain(left)
                                + " can come back, not " + Amounts.plain(line.quantity()) + ".",
                        "По документу " + original.number() + " можно вернуть не более " + Amounts.plain(left) + " ("
                                + sold.name() + "), а не " + Amounts.plain(line.quantity()) + ".");
            }
            BigDecimal sum = paidBack(all, before, line.quantity(), sold.price());
            back.put(line.code(), before.and(line.quantity(), sum));
            lines.add(new Line(line.code(), sold.name(), line.quantity(), sold.price(), sum, line.comment()));
        }
        return lines;
    }

    /** Whatever the parts in which goods come back, they bring what they cost and no more: rounding adds up to nothing. */
    private static BigDecimal paidBack(Back all, Back before, BigDecimal quantity, BigDecimal price) {
        BigDecimal now = before.quantity().add(quantity);
        BigDecimal due = now.compareTo(all.quantity()) == 0
                ? all.sum()
                : Amounts.sum(price, now).min(all.sum());
        return due.subtract(before.sum()).max(BigDecimal.ZERO);
    }

    private static TradeDocument original(Draft draft, Known known) throws Refusal {
        Kind from = draft.kind().takesBackFrom().orElseThrow();
        long number = draft.of().orElseThrow();
        TradeDocument original = known.original().orElse(null);
        if (original == null || original.kind() != from) {
            throw new Refusal(
                    Taken.Code.DOCUMENT_UNKNOWN,
                    "There is no document " + number + " of the kind \"" + from.code() + "\".",
                    "Документа " + number + " вида «" + from.title().russian() + "» нет.");
        }
        if (from == Kind.ORDER) {
            require(
                    draft.place().isEmpty() || draft.place().equals(original.place()),
                    "Order " + number + " is of another place: "
                            + original.place().orElse("–") + ".",
                    "Заказ " + number + " — другого места: " + original.place().orElse("–") + ".");
            if (known.open().filter(open -> open.orders().contains(number)).isEmpty()) {
                throw new Refusal(
                        Taken.Code.NOTHING_OPEN,
                        "Order " + number + " stands in a bill already, nothing of it can be cancelled.",
                        "Заказ " + number + " уже вошёл в счёт, отменить его нельзя.");
            }
        }
        return original;
    }

    private static void sameprice(Draft.Line line, BigDecimal price, String name) throws Refusal {
        if (line.price().filter(given -> given.compareTo(price) != 0).isPresent()) {
            String given = line.price().orElseThrow().toPlainString();
            throw new Refusal(
                    Taken.Code.PRICE_CHANGED,
                    name + " costs " + price.toPlainString() + " now, not " + given + ". Confirm the new price.",
                    name + ": цена сейчас " + price.toPlainString() + ", а не " + given + ". Подтвердите новую цену.");
        }
    }

    private static BigDecimal paid(Draft draft, BigDecimal total) throws Refusal {
        if (draft.total().filter(given -> given.compareTo(total) != 0).isPresent()) {
            String given = draft.total().orElseThrow().toPlainString();
            throw new Refusal(
                    Taken.Code.TOTAL_DIFFERS,
                    "The lines make " + total.toPlainString() + ", not " + given + ".",
                    "Сумма строк — " + total.toPlainString() + ", а не " + given + ".");
        }
        BigDecimal sum = draft.payments().stream().map(Draft.Payment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (!draft.payments().isEmpty() && sum.compareTo(total) != 0) {
            throw new Refusal(
                    Taken.Code.TOTAL_DIFFERS,
                    "What is paid makes " + sum.toPlainString() + ", the lines make " + total.toPlainString() + ".",
                    "Оплачено " + sum.toPlainString() + ", а сумма строк — " + total.toPlainString() + ".");
        }
        return total;
    }

    private static BigDecimal bounded(BigDecimal sum) throws Refusal {
        require(
                sum.compareTo(Amounts.MOST) <= 0,
                "No sum is above " + Amounts.MOST + ".",
                "Сумма не может превышать " + Amounts.MOST + ".");
        return Amounts.money(sum);
    }

    private static Refusal unknown(String code) {
        String shown = LocalizedText.quotable(code);
        return new Refusal(
                Taken.Code.GOODS_UNKNOWN,
                "No goods " + Quoted.english(shown) + ": the data server has told of none with this code.",
                "Товара " + Quoted.russian(shown) + " нет: сервер данных не передавал товара с таким кодом.");
    }

    private static void require(boolean held, String english, String russian) throws Refusal {
        if (!held) {
            throw new Refusal(Taken.Code.DOCUMENT_INVALID, english, russian);
        }
    }
}
