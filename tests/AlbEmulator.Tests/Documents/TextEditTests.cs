using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Documents;

/// <summary>A text of which one place was edited is read as if it were read anew, and what did not change stays.</summary>
public sealed class TextEditTests
{
    private const string Json = """
        {
          // Comments, and commas at the end.
          "LoadBalancers": [
            {
              "Name": "one", "Listeners": [
                { "Port": 80, "Rules": [ { "Priority": 1, "Values": ["/a", "/b"] }, { "Priority": 2, "Values": ["/c"] }, ] },
                { "Port": 81, "Rules": [
                  { "Priority": 7, "Values": [ "/x\u00e4", "/y/*" ] },
                  /* between */ { "Priority": 8, "Values": [] }
                ] }
              ],
              "Tags": [[1, 2], [true, null, "${A:-b}"]]
            },
            { "Name": "two" }
          ],
          "TargetGroups": [ { "Name": "web", "Targets": [ { "Id": "10.0.0.1", "Port": 1 }, { "Id": "ü", "Port": 2 } ] } ],
          "Behind": { "Further": 1 }
        }
        """;

    private static readonly string[] JsonPieces =
        ["", "x", "\"", "{", "}", "[", "]", ",", ":", "\n", "\n\n\n", " ", "// x\n", "/* */", "// }", "1", "null", "{}", "[]",
            "{ \"Port\": 1 }", "{ \"Port\": 1 },", ", { \"Port\": 1 }", "\"a\": 1,", "ü", "\\", "${B}", "\"Port\": 1, \"Port\": 2"];

    private const string Yaml = """
        # A comment before everything.
        LoadBalancers:
          - Name: one
            Listeners:
            - Port: 80
              Rules:
                - Priority: 1
                  Values: [/a, "/b"]   # behind a value

                - Priority: 2
                  Values:
                  - /c
                  # between items
                  - >-
                    folded
                    text
            - Port: 81
              Rules:
              -   Priority: 7
                  Values: [ "/xä", '/y/*',
                    { a: 1,
                      b: [] } ]
              - Priority: 8
                Values: []
            Tags:
            - - 1
              - 2
            - [true, null, "${A:-b}"]
            - |
              literal

              text
          - Name: two
            Empty:
            Other: |
              last
        TargetGroups:
        - { Name: "web", Targets: [ { Id: 10.0.0.1, Port: 1 }, { Id: "ü", Port: 2 } ] }
        - Name: api
          Targets:
            - Id: 10.0.0.2
              Port: 3

            # before an item
            - Id: 10.0.0.3
              Port: 4
        Behind:
          Further: 1
        """;

    private const string Manifests = """
        # A comment before everything.
        apiVersion: v1
        kind: Service
        metadata: { name: web, labels: { a: b } }
        spec:
          ports:
            - port: 80
              targetPort: http
            - { port: 81 }
        ---
        # An empty document.
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
          annotations:
            a/b: '[{"c": 1}]'
            d/e: >-
              folded
              text
        spec:
          rules:
          - host: "ü.example.com"
            http:
              paths: [ { path: /a }, { path: /b } ]
          - http:
              paths:
              - path: /c

        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: last }
        data: { a: b }
        """;

    private static readonly string[] YamlPieces =
        ["", "x", "\"", "'", "{", "}", "[", "]", ",", ": ", ":", "\n", "\n\n", " ", "  ", "# x\n", " # x", "- ", "\n- a", "\n  - Port: 1",
            "\n    - Port: 1\n", "\n              - Priority: 9\n", "\n  ", "\n      ", "1", "null", "~", "|", ">", "|2", "? ", "&a ", "*a",
            "!x ", "<<: ", "---\n", "\n...\n", "%a\n", "\t", "\r", "\r\n", "\u0085", "ü", "😀", "${B}", "\nPort: 1", "\n      Port: 1\n      Port: 2",
            "\n    Name: x\n    Name: y", "@", "`", "TargetGroups:\n"];

    [Theory]
    [InlineData("a.json", 1)]
    [InlineData("a.json", 2)]
    [InlineData("a.json", 3)]
    [InlineData("a.yaml", 1)]
    [InlineData("a.yaml", 2)]
    [InlineData("a.yaml", 3)]
    [InlineData("a.yaml", 4)]
    [InlineData("a.yaml", 5)]
    [InlineData("manifests.yaml", 1)]
    [InlineData("manifests.yaml", 2)]
    [InlineData("manifests.yaml", 3)]
    public void Whatever_is_edited_is_read_as_if_it_were_read_anew(string file, int seed)
    {
        var chance = new Random(seed);
        var (original, pieces) = file switch
        {
            "a.json" => (Json, JsonPieces),
            "a.yaml" => (Yaml, YamlPieces),
            _ => (Manifests, [.. YamlPieces, "\n---\n", "kind: a\n", "\napiVersion: v1\n"]),
        };
        var before = Read(original, null, file: file)!;
        var (text, kept, refused) = (original, 0, 0);
        for (var edit = 0; edit < 4000; edit++)
        {
            var start = chance.Next(text.Length);
            var edited = text[..start] + pieces[chance.Next(pieces.Length)] + text[Math.Min(text.Length, start + chance.Next(4))..];
            var (fresh, told) = (new List<Problem>(), new List<Problem>());
            var anew = Read(edited, null, fresh, file);
            var after = Read(edited, before, told, file);

            Assert.Equal(fresh, told);
            Assert.Equal(anew is null, after is null);
            if (after is null || anew is null)
            {
                refused++;
                continue;
            }

            AssertSame(anew.Root, after.Root);
            Assert.Equal(anew.Text?.Values, after.Text?.Values);
            kept += ReferenceEquals(after.Root.Find("TargetGroups"), before.Root.Find("TargetGroups"))
                && (after.Root is not Node.Sequence || after.Root.Items().Intersect(before.Root.Items(), ReferenceEqualityComparer.Instance).Any()) ? 1 : 0;
            // Most edits stay, some are taken back.
            (before, text) = edited.Length < 3 * original.Length && chance.Next(8) > 0 ? (after, edited) : (Read(original, null, file: file)!, original);
        }

        Assert.InRange(kept, 100, 4000);
        Assert.InRange(refused, 100, 3900);
    }

    [Fact]
    public void Rule_that_is_edited_is_another_and_all_others_are_the_same_where_they_are_now()
    {
        var before = Read(Json, null)!;
        var after = Read(Json.Replace("\"/c\"", "\"/c\",\n\n \"/d\"", StringComparison.Ordinal), before)!;

        Assert.NotSame(Listener(before, 0), Listener(after, 0));
        Assert.Same(Listener(before, 0).Find("Rules").Items()[0], Listener(after, 0).Find("Rules").Items()[0]);
        Assert.NotSame(Listener(before, 0).Find("Rules").Items()[1], Listener(after, 0).Find("Rules").Items()[1]);
        Assert.Same(Listener(before, 1), Listener(after, 1));
        Assert.Equal(
            new Origin("a.json", 10, "LoadBalancers[0].Listeners[1].Rules[0].Priority"),
            Listener(after, 1).Find("Rules").Items()[0].Find("Priority")!.Origin);
        Assert.Same(before.Root.Find("TargetGroups"), after.Root.Find("TargetGroups"));
        Assert.Equal(18, after.Root.Find("TargetGroups")!.Origin.Line);
    }

    [Fact]
    public void Rule_that_is_put_between_others_moves_those_behind_it()
    {
        var before = Read(Json, null)!;
        var after = Read(
            Json.Replace("/* between */ {", "{ \"Priority\": 9 },\n {", StringComparison.Ordinal), before)!;

        var rules = Listener(after, 1).Find("Rules").Items();
        Assert.Equal(["7", "9", "8"], rules.Select(rule => ((Node.Scalar)rule.Find("Priority")!).Text));
        Assert.Equal("LoadBalancers[0].Listeners[1].Rules[2].Priority", rules[2].Find("Priority")!.Origin.Path);
        Assert.Equal(10, rules[2].Origin.Line);
        Assert.Same(Listener(before, 0), Listener(after, 0));
    }

    [Fact]
    public void Target_that_is_edited_in_YAML_is_another_and_all_others_are_the_same_where_they_are_now()
    {
        var before = Read(Yaml, null, file: "a.yaml")!;
        var after = Read(Yaml.Replace("      Port: 3\n", "      Port: 5\n      # more\n", StringComparison.Ordinal), before, file: "a.yaml")!;

        Assert.Same(before.Root.Find("LoadBalancers"), after.Root.Find("LoadBalancers"));
        var (then, now) = (before.Root.Find("TargetGroups").Items(), after.Root.Find("TargetGroups").Items());
        Assert.Same(then[0], now[0]);
        Assert.NotSame(then[1], now[1]);
        Assert.Same(then[1].Find("Targets").Items()[1], now[1].Find("Targets").Items()[1]);
        Assert.Equal(new Origin("a.yaml", 47, "TargetGroups[1].Targets[1].Port"), now[1].Find("Targets").Items()[1].Find("Port")!.Origin);
    }

    [Theory]
    [InlineData("Values: []", "Values: &a []")]
    [InlineData("Values: []", "Values: !x []")]
    [InlineData("# between items\n", "# between items\r\n")]
    public void Text_whose_parts_mean_something_only_together_is_read_whole(string written, string instead)
    {
        var text = Yaml.Replace(written, instead, StringComparison.Ordinal);

        Assert.Null(Read(text, null, file: "a.yaml")!.Text);
        Assert.NotNull(Read(Yaml, null, file: "a.yaml")!.Text);
    }

    private static Node Listener(Document document, int index) =>
        document.Root.Find("LoadBalancers").Items()[0].Find("Listeners").Items()[index];

    private static Document? Read(string text, Document? before, List<Problem>? problems = null, string file = "a.json") =>
        DocumentReader.Parse(file, Encoding.UTF8.GetBytes(text), problems ?? [], before);

    private static void AssertSame(Node expected, Node actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(expected.Origin, actual.Origin);
        Assert.Equal(expected.Origin.Position, actual.Origin.Position);
        Assert.Equal(expected.HasVariables, actual.HasVariables);
        switch (expected, actual)
        {
            case (Node.Mapping one, Node.Mapping other):
                Assert.Equal(one.Length, other.Length);
                Assert.Equal(one.Entries.Select(entry => (entry.Name, entry.Origin)), other.Entries.Select(entry => (entry.Name, entry.Origin)));
                foreach (var (first, second) in one.Entries.Zip(other.Entries))
                {
                    AssertSame(first.Value, second.Value);
                }

                break;
            case (Node.Sequence one, Node.Sequence other):
                Assert.Equal((one.Length, one.Items.Count), (other.Length, other.Items.Count));
                foreach (var (first, second) in one.Items.Zip(other.Items))
                {
                    AssertSame(first, second);
                }

                break;
            case (Node.Scalar one, Node.Scalar other):
                Assert.Equal((one.Kind, one.Text), (other.Kind, other.Text));
                break;
        }
    }
}
