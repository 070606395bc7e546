using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Tests.Rules.Explanations;

public sealed class ColumnsTests
{
    [Fact]
    public void Cells_stand_in_their_columns_and_empty_ones_take_no_room() =>
        Assert.Equal("a    b    d\n", Text((0, "a"), (5, "b"), (7, ""), (10, "d")));

    [Fact]
    public void After_a_cell_that_is_too_wide_comes_one_blank() => Assert.Equal("abcdef g\n", Text((0, "abcdef"), (4, "g")));

    [Fact]
    public void A_long_cell_goes_on_below_itself()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 40));

        var lines = Text((0, "label"), (10, words)).Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.All(lines[1..^1], line => Assert.StartsWith("          word", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= Columns.Width, line));
        Assert.Equal(words, string.Join(' ', lines[..^1].Select(line => line[10..])));
    }

    [Fact]
    public void A_word_that_fits_on_no_line_is_broken_and_loses_nothing()
    {
        var word = new string('a', 95) + new string('b', 200);

        var lines = Text((0, "label"), (10, word)).Split('\n')[..^1];

        Assert.All(lines, line => Assert.True(line.Length <= Columns.Width, line));
        Assert.Equal(word, string.Concat(lines.Select(line => line[10..])));
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    public void A_line_holds_100_characters(int length, int lines) =>
        Assert.Equal(lines, Text((0, new string('a', length))).Count(character => character == '\n'));

    [Fact]
    public void Nothing_that_a_terminal_obeys_is_written() =>
        Assert.Equal("a\\u001b[31mb\\u000ac\n", Text((0, "a\u001b[31mb\nc")));

    private static string Text(params ReadOnlySpan<(int, string)> cells)
    {
        var columns = new Columns();
        columns.Row(cells);
        return columns.ToString();
    }
}
