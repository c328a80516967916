package io.reqid.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalInt;

/** What is on the shelves: a table in an embedded database, behind a connection pool. */
final class Stock implements AutoCloseable {
    private static final Map<String, Integer> PRICES = Map.of("apple", 40, "pear", 55, "plum", 25, "melon", 390);

    private final HikariDataSource database;

    Stock() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("warehouse-db");
        config.setJdbcUrl("jdbc:h2:mem:warehouse");
        config.setMaximumPoolSize(4);
        database = new HikariDataSource(config);
        fill();
    }

    private void fill() throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "create table article (name varchar(20) primary key, cents int not null)");
            for (Map.Entry<String, Integer> price : PRICES.entrySet()) {
                try (PreparedStatement insert = connection.prepareStatement("insert into article values (?, ?)")) {
                    insert.setString(1, price.getKey());
                    insert.setInt(2, price.getValue());
                    insert.executeUpdate();
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** {@return what one piece of an article costs, in cents; empty if there is no such article} */
    OptionalInt cents(String article) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("select cents from article where name = ?")) {
            query.setString(1, article);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
