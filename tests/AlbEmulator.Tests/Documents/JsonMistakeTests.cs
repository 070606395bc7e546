using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Documents;

/// <summary>What people get wrong in JSON, and in the bytes of a file: each is told at its line, in words of a reader.</summary>
public sealed class JsonMistakeTests
{
    /// <summary>The text, the line and the column of the mistake, and what is said.</summary>
    public static TheoryData<string, int, int, string> Mistakes => new()
    {
        { "{\n  'LoadBalancers': [] }", 2, 3, "names and texts stand in double quotation marks (\"), not in single ones" },
        { "{ LoadBalancers: [] }", 1, 3, "a name stands in quotation marks: write \"LoadBalancers\"" },
        { "{ \"LoadBalancers\": []\n  \"TargetGroups\": [] }", 2, 3, "a comma is missing before this, or a bracket closes what another has opened" },
        { "{ \"LoadBalancers\": [\n", 2, 1, "it ends before everything is closed: a quotation mark, a } or a ] is missing" },
        { "{ \"LoadBalancers\": [] }\n}", 2, 1, "something stands behind its end: a file holds one object" },
        { "{ \"A\": None }", 1, 8, "None is no value of JSON: write null" },
        { "{ \"A\": True }", 1, 8, "True is no value of JSON: write true" },
        { "{ \"A\": shop }", 1, 8, "a text stands in quotation marks: write \"shop\"" },
        { "{ \"A\" [] }", 1, 7, "a colon is missing behind the name" },
        { "{ \"A\": \"é\nb\" }", 1, 10, @"a text goes over the end of its line: close its quotation marks, or write \n in it" },
        { "{ \"A\": \"C:\\data\" }", 1, 12, @"a backslash begins an escape: write \\ for one" },
        { "{\n<<<<<<< HEAD\n \"A\": []\n=======\n>>>>>>> x\n}", 2, 1, "holds the marks of a merge conflict: keep one of the two sides, and remove the marks" },
        { "{\n# shop\n \"A\": [] }", 2, 1, "a comment begins with // here, not with #" },
        { "{ \"A\": +1 }", 1, 8, "a number begins with a digit or a minus, not with +" },
        { "{ \"A\": 08 }", 1, 9, "a number does not begin with 0: write it without, or as a text in quotation marks" },
        { "{ \"A\": [,1] }", 1, 9, "a comma too many: remove it" },
        { "{ \"A\": [ }", 1, 10, "} closes what another bracket has opened, or a value is missing before it" },
        { "LoadBalancers:\n  - Name: x\n", 1, 1, "it looks like YAML: give the file a name that ends with .yaml" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_is_told_at_its_place(string text, int line, int column, string told)
    {
        var problem = ProblemOf("a.json", Encoding.UTF8.GetBytes(text));

        Assert.Equal($"a.json:{line}: is not JSON: {told}", problem.ToString());
        Assert.Equal(column, problem.Column);
    }

    [Theory]
    [InlineData("{ \"A\": 1, }")]
    [InlineData("// shop\n{ /* all of it */ \"A\": 1 }")]
    [InlineData("\uFEFF{ \"A\": 1 }")]
    [InlineData("{\r\n\t\"A\": 1\r\n}\r\n")]
    public void What_does_no_harm_is_read(string text)
    {
        var problems = new List<Problem>();

        Assert.NotNull(DocumentReader.Parse("a.json", Encoding.UTF8.GetBytes(text), problems));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("utf-16", "a.yaml:1: is UTF-16, as Windows PowerShell writes it: save it as UTF-8")]
    [InlineData("utf-16BE", "a.yaml:1: is UTF-16, as Windows PowerShell writes it: save it as UTF-8")]
    [InlineData("latin1", "a.yaml:2: is not UTF-8: save it in that encoding")]
    public void Other_encodings_are_told(string encoding, string told)
    {
        var to = Encoding.GetEncoding(encoding);

        Assert.Equal(told, ProblemOf("a.yaml", [.. to.GetPreamble(), .. to.GetBytes("Load: 1\nName: café\n")]).ToString());
    }

    /// <summary>Every text that is cut off, or has one character too many, has words of ours.</summary>
    [Fact]
    public void No_word_of_the_parser_is_told()
    {
        const string right = "{ \"A\": [1, true, null, \"b\\n\"], \"C\": { \"D\": -2.5e3 } }";
        var told = new List<string>();
        for (var at = 0; at <= right.Length; at++)
        {
            string[] wrongs = [right[..at], .. "\t:-[]{}\"'#,\n ax0+/".Select(sign => right.Insert(at, $"{sign}"))];
            foreach (var wrong in wrongs)
            {
                var problems = new List<Problem>();
                DocumentReader.Parse("a.json", Encoding.UTF8.GetBytes(wrong), problems);
                told.AddRange(problems.Select(problem => problem.Message));
            }
        }

        Assert.True(told.Count > 100, $"{told.Count}");
        Assert.DoesNotContain(told, message => message.Contains("invalid", StringComparison.Ordinal) || message.Contains("Expected", StringComparison.Ordinal)
            || message.Contains("token", StringComparison.Ordinal));
    }

    private static Problem ProblemOf(string file, byte[] bytes)
    {
        var problems = new List<Problem>();
        Assert.Null(DocumentReader.Parse(file, bytes, problems));
        return Assert.Single(problems);
    }
}
