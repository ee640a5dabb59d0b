// SPDX-License-Identifier: Apache-2.0
package io.webgate.demo.restaurant.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small restaurant, invented: each day is drawn from its date alone, so that it is the same whenever it is asked for.
 * Pure.
 */
final class Restaurant {

    static final List<String> WAITERS = List.of("Анна", "Борис", "Élodie", "Марина", "Tom");

    static final List<Dish> MENU = List.of(
            new Dish("Борщ с пампушками", "Супы", 420, 14),
            new Dish("Солянка", "Супы", 460, 8),
            new Dish("Minestrone", "Супы", 390, 4),
            new Dish("Caesar", "Салаты", 540, 12),
            new Dish("Оливье", "Салаты", 380, 9),
            new Dish("Винегрет", "Салаты", 310, 4),
            new Dish("Пельмени", "Горячее", 520, 15),
            new Dish("Котлета по-киевски", "Горячее", 690, 9),
            new Dish("Бефстроганов", "Горячее", 780, 7),
            new Dish("Fish & Chips", "Горячее", 650, 6),
            new Dish("Risotto", "Горячее", 610, 4),
            new Dish("Медовик", "Десерты", 340, 9),
            new Dish("Tiramisù", "Десерты", 390, 6),
            new Dish("Сырники", "Десерты", 330, 5),
            new Dish("Морс", "Напитки", 180, 16),
            new Dish("Чай", "Напитки", 150, 14),
            new Dish("Espresso", "Напитки", 170, 15),
            new Dish("Квас", "Напитки", 190, 7));

    static final int TABLES = 12;

    private static final long SEED = 20_270_331;
    private static final int[] HOURS = {2, 6, 9, 7, 4, 3, 5, 9, 11, 9, 5};
    private static final int OPENS = 12;
    private static final List<String> PAYMENTS = List.of("card", "card", "card", "card", "cash", "cash", "sbp", "sbp");

    private Restaurant() {}

    /**
     * What is on the menu.
     *
     * @param price in roubles
     * @param liked how often it is ordered beside the others
     */
    record Dish(String name, String category, int price, int liked) {}

    /** One line of a bill. */
    record Item(int dish, int number, boolean voided) {}

    /** A bill; {@code waiter} and the items' dishes are places in their lists. */
    record Bill(
            LocalDateTime opened,
            LocalDateTime closed,
            int table,
            int guests,
            int waiter,
            String payment,
            List<Item> items) {}

    /** The bills of a day in the order of their opening. */
    static List<Bill> day(LocalDate day) {
        Random random = new Random(SEED * 31 + day.toEpochDay());
        DayOfWeek weekday = day.getDayOfWeek();
        int usual = weekday == DayOfWeek.FRIDAY || weekday == DayOfWeek.SATURDAY
                ? 56
                : weekday == DayOfWeek.MONDAY ? 26 : weekday == DayOfWeek.SUNDAY ? 44 : 34;
        List<Bill> bills = new ArrayList<>();
        int count = usual + random.nextInt(13) - 6;
        for (int at = 0; at < count; at++) {
            bills.add(bill(day, random));
        }
        bills.sort((one, other) -> one.opened().compareTo(other.opened()));
        return List.copyOf(bills);
    }

    private static Bill bill(LocalDate day, Random random) {
        LocalDateTime opened = day.atTime(OPENS + drawn(HOURS, random), random.nextInt(60));
        int guests = 1 + Math.min(random.nextInt(3) + random.nextInt(3), 5);
        List<Item> items = new ArrayList<>();
        int[] liked = MENU.stream().mapToInt(Dish::liked).toArray();
        int lines = guests + random.nextInt(guests + 2);
        for (int line = 0; line < lines; line++) {
            items.add(new Item(drawn(liked, random), 1 + random.nextInt(5) / 4, random.nextInt(60) == 0));
        }
        return new Bill(
                opened,
                opened.plusMinutes(25L + random.nextInt(20) + 9L * guests),
                1 + random.nextInt(TABLES),
                guests,
                random.nextInt(WAITERS.size()),
                PAYMENTS.get(random.nextInt(PAYMENTS.size())),
                List.copyOf(items));
    }

    private static int drawn(int[] weights, Random random) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = random.nextInt(sum);
        int at = 0;
        while (left >= weights[at]) {
            left -= weights[at];
            at++;
        }
        return at;
    }
}
