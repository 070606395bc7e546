using System.Text;
using System.Text.RegularExpressions;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Stores;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Stores;

/// <summary>What a hand, a later version or a failing disk makes of the files of a state: a line for each, and no change.</summary>
public sealed class HostileChangesTests : IDisposable
{
    private const string Prefix = SampleState.Prefix;

    private readonly StateFiles _files = new();
    private readonly ElbV2State _before;

    /// <summary>A base of five lines, and a change.</summary>
    public HostileChangesTests()
    {
        _before = SampleState.State();
        using var log = _files.OpenRead();
        log.Write(_before);
        log.Write(_before with { TrustStores = [] });
    }

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("{\"Format\":99}", ": has the format 99, and this version reads 2")]
    [InlineData("{\"Format\":0}", ": has the format 0, and this version reads 2")]
    [InlineData("{\"Format\":2}", ":1: is missing ")]
    [InlineData("{\"Format\":2,\"Generation\":0,\"BaseBytes\":1}", ":1: Generation: is no number of a file")]
    [InlineData("{\"Format\":2,\"Generation\":2147483647,\"BaseBytes\":1}", ":1: Generation: is no number of a file")]
    [InlineData("{\"Format\":2,\"Generation\":\"../1\",\"BaseBytes\":1}", ":1: Generation: holds a value of another kind")]
    [InlineData("{\"Format\":2,\"Generation\":1,\"BaseBytes\":-1}", ":1: BaseBytes: is no length of a file")]
    [InlineData("{\"Format\":2,\"Generation\":1,\"Generation\":2,\"BaseBytes\":1}", ":1: Generation: Generation stands here a second time")]
    [InlineData("{\"Format\":2,\"Generation\":1,\"BaseBytes\":1,\"Colour\":1}", ":1: Colour: Colour is not a property that this version knows")]
    [InlineData("{\"Format\":2,\"Generation\":1,\"BaseBytes\":null}", ":1: null stands in it")]
    [InlineData("{\"Format\":2,\"Generation\":1", ":1: is not JSON: ")]
    [InlineData("", ":1: is empty")]
    public void A_head_that_nobody_wrote_is_told(string head, string told)
    {
        File.WriteAllText(_files.Head, head);
        Assert.StartsWith($"{_files.Head}{told}", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_of_which_any_byte_is_another_is_told_or_says_the_same()
    {
        var (same, head) = (_files.Read().State, File.ReadAllBytes(_files.Head));
        for (var at = 0; at < head.Length; at++)
        {
            for (var bit = 1; bit < 256; bit <<= 1)
            {
                head[at] ^= (byte)bit;
                File.WriteAllBytes(_files.Head, head);
                var read = _files.Read();
                if (read.Problem is null)
                {
                    StateFiles.AssertSame(same, read);
                }
                else
                {
                    Assert.Matches($"^({Regex.Escape(_files.Head)}|{Regex.Escape(_files.Lines)}):", $"{read.Problem}");
                }

                head[at] ^= (byte)bit;
            }
        }
    }

    [Fact]
    public void A_line_of_which_any_byte_is_another_is_told_with_its_number()
    {
        var (path, lines) = (_files.Lines, File.ReadAllBytes(_files.Lines));
        var number = 1;
        for (var at = 0; at < lines.Length - 1; at++)
        {
            foreach (var bits in new byte[] { 1, 0x20, 0x80 })
            {
                lines[at] ^= bits;
                File.WriteAllBytes(path, lines);
                Assert.StartsWith($"{path}:{number}: ", Told(), StringComparison.Ordinal);
                lines[at] ^= bits;
            }

            number += lines[at] == '\n' ? 1 : 0;
        }
    }

    [Fact]
    public void Lines_that_are_cut_off_anywhere_or_end_with_NUL_bytes_are_told_or_are_those_before()
    {
        var (path, lines) = (_files.Lines, File.ReadAllBytes(_files.Lines));
        var begun = Encoding.UTF8.GetString(lines).TrimEnd('\n').LastIndexOf('\n') + 1;
        for (var length = 0; length < lines.Length; length++)
        {
            foreach (var content in new[] { lines[..length], [.. lines[..length], .. new byte[lines.Length - length]] })
            {
                File.WriteAllBytes(path, content);
                if (length < begun)
                {
                    Assert.StartsWith($"{path}: ends after ", Told(), StringComparison.Ordinal);
                }
                else
                {
                    StateFiles.AssertSame(_before, _files.Read());
                }
            }
        }
    }

    [Theory]
    [InlineData("{\"Colour\":1}", "Colour: Colour is not a property that this version knows")]
    [InlineData("{\"IsSeeded\":1}", "IsSeeded: holds a value of another kind")]
    [InlineData("{\"IsSeeded\":true,\"IsSeeded\":true}", "IsSeeded: IsSeeded stands here a second time")]
    [InlineData("{\"TargetGroups\":null}", "null stands in it")]
    [InlineData("{\"TargetGroups\":{\"Put\":[{}]}}", "TargetGroups.Put[0]: is missing ")]
    [InlineData("{\"TargetGroups\":{\"Removed\":[\"x\"]}}", "it removes \"x\", which is not there")]
    [InlineData("{\"Targets\":{\"x\":{\"Removed\":[\"y\"]}}}", "it tells what is within \"x\", which is not there")]
    [InlineData("{\"Rules\":{\"x\":{\"Removed\":[\"y\"]}}}", "it tells what is within \"x\", which is not there")]
    [InlineData("{\"Targets\":{\"@targetgroup/web/2\":{\"Put\":[{\"Id\":\"a\",\"Port\":1},{\"Id\":\"a\",\"Port\":1}]}}}", "\"a|1\" stands here a second time")]
    [InlineData("{\"Rules\":{\"@listener/app/demo/1/3\":{\"Put\":[{\"Arn\":\"@listener-rule/app/demo/1/3/4\",\"Priority\":1,\"Settings\":{}}]}}}",
        "\"@listener-rule/app/demo/1/3/4\" stands here a second time")]
    [InlineData("{\"Rules\":{\"@listener/app/demo/1/3\":{\"Put\":[{\"Arn\":\"@listener-rule/4\",\"Priority\":1,\"Settings\":{}}]}}}",
        "\"@listener-rule/4\" is no ARN as arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener-rule/app/NAME/ID/ID/ID")]
    [InlineData("[]", "holds a value of another kind")]
    [InlineData("{\"IsSeeded\":true} {}", "is not JSON: ")]
    public void A_record_that_nobody_wrote_is_told_with_its_line(string record, string told)
    {
        var number = File.ReadAllLines(_files.Lines).Length + 1;
        StateFiles.Append(_files.Lines, record.Replace("@", Prefix, StringComparison.Ordinal));
        Assert.StartsWith($"{_files.Lines}:{number}: {told.Replace("@", Prefix, StringComparison.Ordinal)}", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_property_of_a_record_is_made_into_is_told_or_read_and_never_thrown()
    {
        using var workspace = new Workspace();
        workspace.Write("empty.json", """{ "LoadBalancers": [] }""");
        var (path, lines) = (_files.Lines, File.ReadAllLines(_files.Lines));
        var (tried, refused) = (0, 0);
        for (var number = 0; number < lines.Length; number++)
        {
            var begin = lines[number].IndexOf("\"Change\":", StringComparison.Ordinal) + "\"Change\":".Length;
            foreach (var (record, what) in JsonMutations.Of(lines[number][begin..^1]))
            {
                tried++;
                WriteWith(path, lines, number, record);
                try
                {
                    var read = _files.Read();
                    if (read.Problem is not null)
                    {
                        refused++;
                        Assert.Matches($"^{Regex.Escape(path)}:[0-9]+: ", Told(read.Problem.ToString()));
                        continue;
                    }

                    var files = workspace.Files;
                    files.Api = StateDocument.Of(read.State, workspace.Settings);
                    files.Read(["empty.json"]);
                }
                catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"{what}: {exception}");
                }
            }
        }

        Assert.InRange(tried, 1000, int.MaxValue);
        Assert.InRange(refused, tried / 2, tried - 1);
    }

    [Theory]
    [InlineData("state.json.new")]
    [InlineData("state-1.jsonl")]
    public async Task What_stands_where_a_file_is_made_is_removed_and_holds_up_nobody(string name)
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        foreach (var kind in new[] { "pipe", "link to a pipe", "/dev/zero", "socket", "link to nothing" })
        {
            File.Delete(_files.Head);
            await HostileFile.PutAsync(kind, Path.Combine(_files.Folder, name));
            await Task.Run(() =>
            {
                using var log = _files.OpenRead();
                log.Write(_before);
            }).WaitAsync(Patience.Default);
            StateFiles.AssertSame(_before, _files.Read());
        }
    }

    [Fact]
    public async Task Lines_that_became_a_pipe_or_shorter_since_they_were_read_refuse_the_change()
    {
        if (!HostileFile.CanBeMade)
        {
            return;
        }

        var path = _files.Lines;
        using var log = _files.OpenRead();
        var lines = await File.ReadAllBytesAsync(path);
        await HostileFile.PutAsync("pipe", path);
        await Task.Run(() => Assert.Throws<IOException>(() => log.Write(_before))).WaitAsync(Patience.Default);
        File.Delete(path);
        await File.WriteAllBytesAsync(path, lines[..10]);
        Assert.Throws<IOException>(() => log.Write(_before));
        await File.WriteAllBytesAsync(path, lines);
        log.Write(_before);
        StateFiles.AssertSame(_before, _files.Read());
    }

    [Fact]
    public void Files_of_others_beside_the_state_stay()
    {
        var other = Path.Combine(_files.Folder, "state-of-mine.jsonl");
        File.WriteAllText(other, "mine");
        File.WriteAllText(Path.Combine(_files.Folder, "state-7.jsonl"), "left of a kill");
        using var log = _files.OpenRead();

        log.Write(_before);

        Assert.Equal(["state-1.jsonl", "state-of-mine.jsonl"], Directory.GetFiles(_files.Folder, "*.jsonl").Select(Path.GetFileName).Order());
    }

    /// <summary>What is written is read at the next start, so that no more is written than is read.</summary>
    [Fact]
    public void No_file_grows_longer_than_is_read()
    {
        var path = Path.Combine(_files.Folder, "long");
        using (var sparse = File.Create(path))
        {
            sparse.SetLength(ChangeFile.Longest - 1);
        }

        using var file = ChangeFile.Open(StateFiles.DataAt(_files.Folder), path, ChangeFile.Longest - 1);
        file.Append("\n"u8);
        Assert.Contains("is larger than 1024 MiB", Assert.Throws<IOException>(() => file.Append("\n"u8)).Message, StringComparison.Ordinal);
        Assert.Equal(ChangeFile.Longest, new FileInfo(path).Length);
    }

    private static void WriteWith(string path, string[] lines, int number, string record)
    {
        using var file = File.Create(path);
        for (var at = 0; at < lines.Length; at++)
        {
            file.Write(at == number ? StateFiles.Line(record) : Encoding.UTF8.GetBytes(lines[at] + "\n"));
        }

        // No shorter than the base was, without a change of it.
        for (var i = 0; i < 10; i++)
        {
            file.Write(StateFiles.Line($$"""{"IsSeeded":true{{new string(' ', 200)}}}"""));
        }
    }

    private string Told() => Told(_files.Read().Problem?.ToString());

    private static string Told(string? problem)
    {
        Assert.NotNull(problem);
        Assert.DoesNotContain('\n', problem);
        Assert.DoesNotContain("AlbEmulator.", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem, StringComparison.Ordinal);
        return problem;
    }
}
