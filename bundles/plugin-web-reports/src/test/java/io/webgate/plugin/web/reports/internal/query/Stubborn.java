// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * A connection whose driver does not do at once what it is told: lets calls of some methods through others' hands, and
 * all others to the driver.
 */
final class Stubborn {

    /** What becomes of a call. */
    @FunctionalInterface
    interface Call {

        /** What the caller gets; the driver does what it would do. */
        @Nullable
        Object made(Driver driver, @Nullable Object @Nullable [] arguments) throws Exception;
    }

    /** The driver's own. */
    @FunctionalInterface
    interface Driver {

        @Nullable
        Object call() throws Exception;
    }

    final CountDownLatch prepared = new CountDownLatch(1);
    final CountDownLatch executing = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    /** The connection, with these calls by their method's name, of its statements and their rows too. */
    Connection around(Connection driver, Map<String, Call> calls) {
        return over(Connection.class, driver, calls);
    }

    private <T> T over(Class<T> type, T driver, Map<String, Call> calls) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "prepareStatement" -> prepared.countDown();
                        case "executeQuery" -> executing.countDown();
                        default -> {}
                    }
                    Driver own = () -> {
                        try {
                            return method.invoke(driver, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() instanceof Exception cause ? cause : e;
                        }
                    };
                    Call call = calls.get(method.getName());
                    Object result = call == null ? own.call() : call.made(own, arguments);
                    if (method.getName().equals("close") && type == Connection.class) {
                        closed.countDown();
                    }
                    // Not by the object alone: SQLite's rows are their own metadata, too
                    if (method.getReturnType() == ResultSet.class && result instanceof ResultSet rows) {
                        return over(ResultSet.class, rows, calls);
                    }
                    return result instanceof PreparedStatement statement
                            ? over(PreparedStatement.class, statement, calls)
                            : result;
                }));
    }

    /** The executor that a connection's abort was given. */
    static Executor executor(@Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments[0] instanceof Executor executor) {
            return executor;
        }
        throw new AssertionError("No executor");
    }
}
