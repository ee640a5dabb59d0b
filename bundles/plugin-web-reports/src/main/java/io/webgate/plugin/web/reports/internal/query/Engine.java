// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Quoted;
import io.webgate.plugin.web.reports.Outcome;
import io.webgate.plugin.web.reports.Parameter;
import io.webgate.plugin.web.reports.internal.report.Column;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Runs queries (R64): read-only, each within its time and number of rows, a few at a time for each source, rows handed
 * on as they come. Whatever a source does, the caller gets an answer and the connection is given up. Thread-safe; a query
 * runs on its caller's thread.
 */
public final class Engine implements AutoCloseable {

    /** Connections to one source at a time. */
    static final int MOST_AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final String HELPER = "web-reports-helper";
    private static final int FETCHED_AT_ONCE = 500;
    private static final long WAIT_FOR_TURN_MILLIS = 3_000;
    // As the standard has it; a database may have bounds of its own
    private static final String CANCELLED = "57014";
    // SQLite's own: busy, locked, input or output, corrupt, can't open, no database
    private static final Set<Integer> SQLITE_AWAY = Set.of(5, 6, 10, 11, 14, 26);

    private final Opener opener;
    private final LongSupplier nanos;
    private final ZoneId zone;
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clockwork;
    private final ExecutorService helpers;
    private volatile boolean closed;

    /**
     * @param nanos monotonic
     * @param zone of the venue
     */
    public Engine(Opener opener, LongSupplier nanos, ZoneId zone) {
        this.opener = opener;
        this.nanos = nanos;
        this.zone = zone;
        this.clockwork =
                new ScheduledThreadPoolExecutor(1, named("web-reports-clock"), new ThreadPoolExecutor.DiscardPolicy());
        this.helpers = Executors.newCachedThreadPool(named(HELPER));
    }

    /** Where no caller waits for it, also while the helpers go. */
    private void elsewhere(Runnable task) {
        try {
            helpers.execute(task);
        } catch (RejectedExecutionException gone) {
            named(HELPER).newThread(task).start();
        }
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs a query into a sink.
     *
     * @throws Failure where the source does not give it, or not all; what the sink has got is then not the report
     * @throws IOException of the sink
     */
    public Outcome.Written run(Query query, Sink sink) throws Failure, IOException {
        if (closed) {
            throw stopping();
        }
        try (Run run = new Run(query)) {
            running.add(run);
            return run.into(sink);
        } finally {
            leave();
        }
    }

    /**
     * Takes no more queries and tells those that run to end, again and again until they do: a driver may lose the first
     * word. Does not wait for them; the clock and the helpers go with the last.
     */
    @Override
    public void close() {
        closed = true;
        running.forEach(Run::stop);
        leave();
    }

    private void leave() {
        if (closed && running.isEmpty()) {
            clockwork.shutdown();
            helpers.shutdown();
        }
    }

    /** Whether neither the clock nor a helper is kept any more. */
    boolean isGone() {
        return clockwork.isShutdown() && helpers.isShutdown();
    }

    private static Failure stopping() {
        return new Failure(
                Outcome.Code.SOURCE_UNAVAILABLE,
                true,
                "Web reports are stopping; ask again later.",
                "Web отчёты останавливаются; повторите позже.");
    }

    /** One query from its connection to its last row. */
    private final class Run implements AutoCloseable {

        private final Query query;
        private final Source source;
        private final Semaphore turn;
        private final Budget budget;
        private volatile @Nullable Connection connection;
        private volatile @Nullable PreparedStatement statement;
        private final AtomicInteger endings = new AtomicInteger();

        Run(Query query) {
            this.query = query;
            this.source = query.source();
            this.turn = turns.computeIfAbsent(source.name(), name -> new Semaphore(MOST_AT_ONCE, true));
            this.budget = new Budget(clockwork, nanos, query.report().timeout(), this::end);
        }

        Outcome.Written into(Sink sink) throws Failure, IOException {
            connect();
            goOn();
            try {
                return read(sink);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        /**
         * Asked whenever the driver has handed over, since a driver may take no notice of being told to end. Who closes sets
         * the mark before he looks for what runs: either he finds it, or it finds the mark.
         */
        private void goOn() throws Failure {
            if (closed) {
                throw stopping();
            }
            if (budget.isUsed()) {
                throw tooSlow();
            }
        }

        private void connect() throws Failure {
            try {
                if (!turn.tryAcquire(WAIT_FOR_TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new Failure(
                            Outcome.Code.SOURCE_UNAVAILABLE,
                            true,
                            "All " + MOST_AT_ONCE + " connections to the data source " + source.name()
                                    + " are in use by other reports; ask again in a moment.",
                            "Все соединения с источником данных " + source.name() + " (" + MOST_AT_ONCE
                                    + ") заняты другими отчётами; повторите чуть позже.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw stopping();
            }
            // Some drivers can't be told how long a connection may take: then nobody but a helper waits for it
            Future<Connection> opening;
            try {
                opening = helpers.submit(this::open);
            } catch (RejectedExecutionException e) {
                turn.release();
                throw stopping();
            }
            budget.enter();
            try {
                connection = opening.get(budget.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw away("No connection within " + query.report().timeout());
            } catch (ExecutionException e) {
                throw away(told(e.getCause() == null ? e : e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw stopping();
            } finally {
                budget.leave();
                if (connection == null) {
                    elsewhere(() -> giveUp(opening));
                }
            }
        }

        private Connection open() throws SQLException {
            return opener.open(source, budget.left());
        }

        /** Nobody waits for it any more; the turn stays taken until it has come to an end. */
        private void giveUp(Future<Connection> opening) {
            try {
                opening.get().close();
            } catch (ExecutionException | SQLException e) {
                LOG.debug("Data source {}: {}", source.name(), told(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                turn.release();
            }
        }

        private Outcome.Written read(Sink sink) throws SQLException, Failure, IOException {
            Connection open = connection;
            if (open == null) {
                throw new IllegalStateException("Not connected");
            }
            try (PreparedStatement asked = open.prepareStatement(
                    query.report().query().sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                statement = asked;
                goOn();
                asked.setFetchSize(FETCHED_AT_ONCE);
                asked.setMaxRows(query.report().rows() + 1);
                bind(asked);
                budget.enter();
                try (ResultSet result = asked.executeQuery()) {
                    boolean more = result.next();
                    budget.leave();
                    return rows(result, more, sink);
                } finally {
                    budget.leave();
                    statement = null;
                }
            }
        }

        private Outcome.Written rows(ResultSet result, boolean some, Sink sink)
                throws SQLException, Failure, IOException {
            Shape shape = Shape.of(result.getMetaData(), query.report().columns());
            sink.begin(shape.columns);
            int most = query.report().rows();
            long rows = 0;
            boolean more = some;
            @Nullable Object[] cells = new @Nullable Object[shape.columns.size()];
            while (more && rows < most) {
                goOn();
                for (int at = 0; at < cells.length; at++) {
                    cells[at] = shape.cell(result, at, zone);
                }
                sink.row(cells);
                rows++;
                budget.enter();
                more = result.next();
                budget.leave();
            }
            if (!more) {
                // A driver that is told to end may say that there are no more rows: nobody knows whether these are all
                goOn();
            }
            sink.end(rows, more);
            return new Outcome.Written(rows, more);
        }

        private void bind(PreparedStatement asked) throws SQLException {
            int at = 1;
            for (String name : query.report().query().names()) {
                Optional<Object> value = query.values().getOrDefault(name, Optional.empty());
                if (value.isPresent()) {
                    bind(asked, at, value.get());
                } else {
                    asked.setNull(at, sqlType(name));
                }
                at++;
            }
        }

        private int sqlType(String name) {
            Parameter.Type type = query.report().parameters().stream()
                    .filter(one -> one.name().equals(name))
                    .map(Parameter::type)
                    .findFirst()
                    .orElse(Parameter.Type.TEXT);
            return switch (type) {
                case TEXT -> Types.VARCHAR;
                case INTEGER -> Types.BIGINT;
                case DECIMAL -> Types.NUMERIC;
                case DATE -> Types.DATE;
                case BOOLEAN -> Types.BOOLEAN;
            };
        }

        /** SQLite has neither days nor truth nor decimals: there they are ISO texts, 1 or 0, and floating. */
        private void bind(PreparedStatement asked, int at, Object value) throws SQLException {
            if (value instanceof String text) {
                asked.setString(at, text);
            } else if (value instanceof Long number) {
                asked.setLong(at, number);
            } else if (value instanceof BigDecimal number) {
                if (source.isSqlite()) {
                    asked.setDouble(at, number.doubleValue());
                } else {
                    asked.setBigDecimal(at, number);
                }
            } else if (value instanceof LocalDate day) {
                if (source.isSqlite()) {
                    asked.setString(at, day.toString());
                } else {
                    asked.setObject(at, day);
                }
            } else if (value instanceof Boolean yes) {
                if (source.isSqlite()) {
                    asked.setInt(at, yes ? 1 : 0);
                } else {
                    asked.setBoolean(at, yes);
                }
            } else {
                throw new IllegalStateException("No parameter is a " + value.getClass());
            }
        }

        private Failure away(String cause) {
            LOG.warn("Report {}: data source {} is not there: {}", query.name(), source.name(), cause);
            return closed
                    ? stopping()
                    : new Failure(
                            refusal(
                                    Outcome.Code.SOURCE_UNAVAILABLE,
                                    true,
                                    "The data source " + source.name()
                                            + " can't be reached; the log of the host says why. Ask again later.",
                                    "Источник данных " + source.name()
                                            + " недоступен, причина указана в журнале узла. Повторите позже."),
                            Optional.of(cause));
        }

        private Failure failed(SQLException e) {
            if (closed) {
                return stopping();
            }
            String cause = told(e);
            if (budget.isUsed() || CANCELLED.equals(e.getSQLState())) {
                return tooSlow();
            }
            if (isAway(e)) {
                return away(cause);
            }
            LOG.warn("Report {}: data source {} refuses the query: {}", query.name(), source.name(), cause);
            return new Failure(
                    refusal(
                            Outcome.Code.QUERY_FAILED,
                            false,
                            "The data source refuses the report's query; the log of the host says why. The report's"
                                    + " settings have to be mended.",
                            "Источник данных отклонил запрос отчёта, причина указана в журнале узла. Исправьте настройки"
                                    + " отчёта."),
                    Optional.of(cause));
        }

        private Failure tooSlow() {
            long seconds = Math.max(1, query.report().timeout().toSeconds());
            LOG.warn("Report {}: stopped after {}", query.name(), query.report().timeout());
            return new Failure(
                    Outcome.Code.QUERY_TOO_SLOW,
                    true,
                    "The data source took longer than the report allows, " + seconds
                            + " s, and the query was stopped. Ask for less, a shorter time for instance.",
                    "Источник данных не уложился в отведённое отчёту время (" + seconds
                            + " с), запрос остановлен. Запросите меньше данных, например за меньший срок.");
        }

        private boolean isAway(SQLException e) {
            String state = e.getSQLState();
            return source.isSqlite()
                    ? SQLITE_AWAY.contains(e.getErrorCode() & 0xff)
                    : state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
        }

        private Outcome.Refused refusal(Outcome.Code code, boolean passing, String english, String russian) {
            return new Outcome.Refused(code, new LocalizedText(english, russian), passing);
        }

        /** The chain of messages, without what must not be told. */
        private String told(Throwable failure) {
            StringBuilder text = new StringBuilder();
            Throwable at = failure;
            for (int depth = 0; at != null && depth < 5; depth++, at = at.getCause()) {
                String message = at.getMessage();
                text.append(depth == 0 ? "" : " · ")
                        .append(message == null ? at.getClass().getSimpleName() : message);
            }
            return LocalizedText.quotable(source.masked(text.toString()));
        }

        /** The engine closes. */
        void stop() {
            budget.exhaust();
        }

        /** Ends the query from outside, later the hard way. Never on the caller's thread: drivers may wait. */
        private void end() {
            int time = endings.incrementAndGet();
            PreparedStatement asked = statement;
            Connection open = connection;
            elsewhere(() -> {
                try {
                    if (asked != null) {
                        asked.cancel();
                    }
                } catch (SQLException e) {
                    LOG.debug("Data source {}: {}", source.name(), told(e));
                } finally {
                    if (open != null && (closed || time > 4)) {
                        abort(open);
                    }
                }
            });
        }

        /** Right here: a helper may not come any more. */
        private void abort(Connection open) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("Data source {}: {}", source.name(), told(e));
            }
        }

        @Override
        public void close() {
            running.remove(this);
            budget.close();
            Connection open = connection;
            if (open == null) {
                return;
            }
            try (open) {
                open.rollback();
            } catch (SQLException e) {
                LOG.debug("Data source {}: {}", source.name(), told(e));
            } finally {
                turn.release();
            }
        }
    }

    /**
     * Which value of a result goes to which column.
     *
     * @param places of the columns in the result, from 1
     * @param free whether types were guessed: then a value of another type is told as a text
     */
    private record Shape(List<Column> columns, List<Integer> places, boolean free) {

        static Shape of(ResultSetMetaData result, List<Column> wanted) throws SQLException, Failure {
            int count = result.getColumnCount();
            if (wanted.isEmpty()) {
                List<Column> all = new ArrayList<>();
                List<Integer> places = new ArrayList<>();
                List<String> titles = titles(result);
                for (int at = 1; at <= count; at++) {
                    String title = titles.get(at - 1);
                    places.add(at);
                    Column.Type type = Cells.type(result.getColumnType(at));
                    int digits = type == Column.Type.NUMBER ? 2 : 0;
                    all.add(new Column(title, type, digits, Optional.empty(), new LocalizedText(title, title)));
                }
                return new Shape(List.copyOf(all), places, true);
            }
            List<Integer> places = new ArrayList<>();
            for (Column column : wanted) {
                places.add(place(result, column));
            }
            return new Shape(wanted, places, false);
        }

        /** The labels of a result, each once whatever its case: a file's members are found by them. */
        private static List<String> titles(ResultSetMetaData result) throws SQLException {
            List<String> labels = new ArrayList<>();
            for (int at = 1; at <= result.getColumnCount(); at++) {
                String label = result.getColumnLabel(at);
                labels.add(label == null || label.isBlank() ? "#" + at : label);
            }
            Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            own.addAll(labels);
            Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            List<String> titles = new ArrayList<>();
            for (String label : labels) {
                String title = label;
                // Another column's own name stays its own
                for (int number = 2; taken.contains(title) || (number > 2 && own.contains(title)); number++) {
                    title = label + "_" + number;
                }
                taken.add(title);
                titles.add(title);
            }
            return titles;
        }

        /** The first one of that name counts. */
        private static int place(ResultSetMetaData result, Column column) throws SQLException, Failure {
            for (int at = 1; at <= result.getColumnCount(); at++) {
                if (column.name().equalsIgnoreCase(result.getColumnLabel(at))) {
                    return at;
                }
            }
            String name = LocalizedText.quotable(column.name());
            throw new Failure(
                    Outcome.Code.REPORT_INVALID,
                    false,
                    "The query gives no column " + Quoted.english(name) + ", which the report's settings name.",
                    "Запрос не возвращает столбец " + Quoted.russian(name) + ", указанный в настройках отчёта.");
        }

        @Nullable
        Object cell(ResultSet result, int at, ZoneId zone) throws SQLException, Failure {
            Object raw = result.getObject(places.get(at));
            Column column = columns.get(at);
            if (raw == null || free) {
                return Cells.either(raw, column.type(), zone);
            }
            Optional<Object> value = Cells.of(raw, column.type(), zone);
            if (value.isEmpty()) {
                String shown = LocalizedText.quotable(Cells.text(raw));
                throw new Failure(
                        Outcome.Code.REPORT_INVALID,
                        false,
                        "Column " + column.name() + " has \"" + shown + "\", which is no " + column.type() + ".",
                        "В столбце " + column.name() + " стоит «" + shown + "» — это не " + column.type() + ".");
            }
            return value.get();
        }
    }
}
