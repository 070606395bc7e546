using System.Text.RegularExpressions;
using AlbEmulator.Model;
using AlbEmulator.Rules.Conditions;

namespace AlbEmulator.Tests.Model;

public sealed class AlbRegexTests
{
    [Theory]
    [InlineData("a(?=b)", "look-ahead")]
    [InlineData("a(?!b)", "look-ahead")]
    [InlineData("(?<=a)b", "look-behind")]
    [InlineData("(?<!a)b", "look-behind")]
    [InlineData(@"(a)\1", "back-reference")]
    [InlineData(@"(?P<n>a)(?P=n)", "back-reference")]
    [InlineData(@"(?<n>a)\k<n>", "back-reference")]
    [InlineData("(?>a+)b", "atomic")]
    [InlineData("a++", "possessive")]
    [InlineData("a*+", "possessive")]
    [InlineData("a?+", "possessive")]
    [InlineData("a{2,3}+", "possessive")]
    [InlineData("(a)(?(1)b|c)", "conditional")]
    [InlineData("(?R)", "recursion")]
    [InlineData("(a)(?1)", "recursion")]
    [InlineData("(?&n)", "subroutine")]
    [InlineData("(?P>n)", "subroutine")]
    [InlineData(@"(a)\g1", "subroutine")]
    [InlineData(@"\p{L}+", "Unicode class")]
    [InlineData(@"\pL", "Unicode class")]
    [InlineData(@"\P{Lu}", "Unicode class")]
    [InlineData(@"[\p{L}]", "Unicode class")]
    [InlineData("(?#note)a", "comment")]
    [InlineData("(?x)a b", "flag")]
    [InlineData("(?n)a", "flag")]
    [InlineData("(?|a|b)", "branch reset")]
    [InlineData("(?'n'a)", "quotation marks")]
    [InlineData("(?<a-b>c)", "name")]
    [InlineData("(?<n>a)(?<n>b)", "two groups")]
    [InlineData(@"a\Z", "anchor")]
    [InlineData(@"\Ga", "anchor")]
    [InlineData(@"\Ka", "reset")]
    [InlineData(@"\R", "class")]
    [InlineData(@"\h", "class")]
    [InlineData(@"\X", "grapheme")]
    [InlineData(@"\y", "unknown escape")]
    [InlineData(@"\cA", "unknown escape")]
    [InlineData(@"\u0041", "unknown escape")]
    [InlineData(@"a\", "backslash")]
    [InlineData("(a", "without a \")\"")]
    [InlineData("a)", "without a \"(\"")]
    [InlineData("[a", "without a \"]\"")]
    [InlineData("[]", "without a \"]\"")]
    [InlineData("[b-a]", "range")]
    [InlineData("[[:letter:]]", "[:letter:]")]
    [InlineData("*a", "nothing before it")]
    [InlineData("a|+", "nothing before it")]
    [InlineData("(?i)*", "nothing before it")]
    [InlineData("a**", "right behind another")]
    [InlineData("a{2}{3}", "right behind another")]
    [InlineData("a{1001}", "1000 times")]
    [InlineData("a{3,2}", "1000 times")]
    [InlineData("a{99999999999}", "1000 times")]
    [InlineData("(a{1000}){1000}", "more than 1000 characters")]
    [InlineData("((((a{100}){100}){100}){100}){100}", "more than 1000 characters")]
    [InlineData(@"(\b{100}){100}", "more than 1000 characters")]
    [InlineData(@"\x{100}", "byte by byte")]
    [InlineData(@"\xZZ", "hexadecimal")]
    [InlineData("caf\u00e9", "U+00E9")]
    [InlineData("a\nb", "U+000A")]
    public void What_the_dialect_does_not_have_is_refused_by_name(string pattern, string name) =>
        Assert.Contains(name, AlbRegex.ProblemWith(pattern), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"^(.*)\.example\.com$", "a.example.com", true)]
    [InlineData(@"^/dp/([A-Za-z0-9]+)/?$", "/dp/B09G3HRMW", true)]
    [InlineData("^mywebsite-(.+).com$", "mywebsite-eu.com", true)]
    [InlineData("", "", true)]
    [InlineData("a||b", "x", true)]
    [InlineData(@"^\d$", "5", true)]
    [InlineData(@"^\D$", "\u00b2", true)]
    [InlineData(@"^\w$", "\u00e9", false)]
    [InlineData(@"^\W$", "\u00e9", true)]
    [InlineData(@"^\s$", "\u00a0", false)]
    [InlineData(@"^\s$", "\v", false)]
    [InlineData(@"^\S$", "\v", true)]
    [InlineData("^[[:space:]]$", "\v", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("(?m)^b$", "b", true)]
    [InlineData("(?m)^b$", "ab", false)]
    [InlineData("^.$", "\n", false)]
    [InlineData("(?s)^.$", "\n", true)]
    [InlineData("(?s:^.)b", "\nb", true)]
    [InlineData(@"\Aa\z", "a", true)]
    [InlineData(@"\ba\b", "x a y", true)]
    [InlineData(@"\ba\b", "xay", false)]
    [InlineData(@"x\By", "xy", true)]
    [InlineData(@"^\C$", "\n", true)]
    [InlineData(@"^\Qa.b*\E+$", "a.b***", true)]
    [InlineData(@"^\Qa.b", "a.b", true)]
    [InlineData(@"^\Qa.b", "axb", false)]
    [InlineData(@"^\x41\101\x{42}$", "AAB", true)]
    [InlineData(@"^\x410$", "A0", true)]
    [InlineData(@"^[\x41-\x43]$", "B", true)]
    [InlineData(@"^\-\_\/\@$", "-_/@", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^a{$", "a{", true)]
    [InlineData("^a{2,}$", "aaa", true)]
    [InlineData("^a{2,}$", "a", false)]
    [InlineData("^a{0,1}?$", "a", true)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^[^]a]$", "]", false)]
    [InlineData("^[a-z-[aeiou]]$", "b]", true)]
    [InlineData("^[a-z-[aeiou]]$", "b", false)]
    [InlineData(@"^[\w-]+$", "a-b", true)]
    [InlineData(@"^[^\W]$", "k", true)]
    [InlineData(@"^[[:^digit:]x]$", "5", false)]
    [InlineData("(?i)^ABC$", "abc", true)]
    [InlineData("^a(?i)b|c$", "C", true)]
    [InlineData("^(?i:a)b$", "Ab", true)]
    [InlineData("^(?i:a)b$", "AB", false)]
    [InlineData("(?i)^a(?-i:b)$", "AB", false)]
    [InlineData("(?i)^[^k]$", "K", false)]
    [InlineData(@"(?i)^\W$", "k", false)]
    [InlineData(@"(?i)^[^a\W]$", "k", true)]
    [InlineData("# x", "# x", true)]
    [InlineData("^(?P<n>a)(?<m>b)$", "ab", true)]
    public void The_dialect_means_what_RE2_means(string pattern, string text, bool matches)
    {
        Assert.Null(AlbRegex.ProblemWith(pattern));
        Assert.Equal(matches, AlbRegex.Compile(pattern, ignoreCase: false).IsMatch(text));
        Assert.Equal(matches, RegexAutomaton.Compile(pattern, ignoreCase: false).IsMatch(text));
    }

    [Fact]
    public void Groups_are_counted_from_left_to_right_whether_they_have_names_or_not()
    {
        var match = AlbRegex.Compile("(?<first>a)(b)(?P<third>c)", ignoreCase: false).Match("abc");

        Assert.Equal(["a", "b", "c"], match.Groups.Values.Skip(1).Select(group => group.Value));
    }

    [Theory]
    [InlineData("^(a+?)(a*)$", "a", "aa")]
    [InlineData("(?U)^(a+)(a*?)$", "a", "aa")]
    [InlineData("(?U)^(a+?)(a*)$", "aaa", "")]
    public void A_lazy_quantifier_takes_as_little_as_it_can(string pattern, string first, string second)
    {
        var match = AlbRegex.Compile(pattern, ignoreCase: false).Match("aaa");

        Assert.Equal([first, second], match.Groups.Values.Skip(1).Select(group => group.Value));
    }

    [Fact]
    public void Case_is_ignored_where_it_is_said_so()
    {
        Assert.Matches(AlbRegex.Compile("^[a-c]X$", ignoreCase: true), "Bx");
        Assert.DoesNotMatch(AlbRegex.Compile("^[a-c]X$", ignoreCase: false), "Bx");
        Assert.DoesNotMatch(AlbRegex.Compile(@"^\W$", ignoreCase: true), "k");
    }

    [Fact]
    public void A_pattern_with_a_problem_is_not_compiled() =>
        Assert.Throws<ArgumentException>(() => AlbRegex.Compile("a(?=b)", ignoreCase: false));

    [Fact]
    public void Whatever_is_written_is_refused_or_runs()
    {
        const string Letters = "ab(?:|)[]^$.*+{1,2}\\dQEbx4P<n>=!#i-sUm1 pZ";
        var random = new Random(20260301);
        var fine = 0;
        for (var time = 0; time < 4_000; time++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Letters[random.Next(Letters.Length)]));
            if (AlbRegex.ProblemWith(pattern) is null)
            {
                fine++;
                _ = RegexAutomaton.Compile(pattern, ignoreCase: time % 2 == 0).IsMatch("ab 14-dQ");
            }
            else
            {
                Assert.NotEqual("", AlbRegex.ProblemWith(pattern));
            }
        }

        Assert.InRange(fine, 200, 3_800);
    }

    [Fact]
    public void Groups_nested_deep_are_read() =>
        Assert.Null(AlbRegex.ProblemWith(new string('(', 400) + "a" + new string(')', 400)));

    [Fact]
    public void The_engine_is_the_one_that_never_backtracks() =>
        Assert.True(AlbRegex.Compile("a", ignoreCase: false).Options.HasFlag(RegexOptions.NonBacktracking));
}
