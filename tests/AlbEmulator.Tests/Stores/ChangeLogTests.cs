using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Stores;

namespace AlbEmulator.Tests.Stores;

/// <summary>A state on disk: what a change costs, and what is there after whatever happened in between.</summary>
public sealed class ChangeLogTests : IDisposable
{
    private readonly StateFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void What_was_written_is_read_after_every_change()
    {
        var chance = new Random(15);
        var state = new ElbV2State();
        var log = _files.OpenRead();
        for (var change = 0; change < 400; change++)
        {
            state = _files.Changed(state, chance);
            log.Write(state);
            StateFiles.AssertSame(state, _files.Read());
            if (change % 50 == 49)
            {
                // Another run goes on where this one ended.
                log.Dispose();
                log = _files.OpenRead();
            }
        }

        log.Dispose();
    }

    [Fact]
    public void What_is_replaced_leaves_nothing_of_what_was_there()
    {
        var chance = new Random(16);
        for (var round = 0; round < 5; round++)
        {
            using var log = _files.OpenRead();
            var state = new ElbV2State();
            for (var change = 0; change < 10 * round; change++)
            {
                state = _files.Changed(state, chance);
                log.Write(state);
            }

            log.Replace(ElbV2State.Empty);

            StateFiles.AssertSame(ElbV2State.Empty, _files.Read());
            Assert.InRange(new FileInfo(_files.Lines).Length, 0, 200);

            // Changes go on from there, in the next run too.
            log.Write(new ElbV2State { TargetGroups = [_files.Group()] });
            log.Replace(state);
            StateFiles.AssertSame(state, _files.Read());
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public void Bytes_of_a_change_do_not_depend_on_how_many_things_there_are(int count)
    {
        var listener = _files.Listener(count);
        var state = new ElbV2State
        {
            LoadBalancers = [_files.LoadBalancer(listener)],
            TargetGroups = [.. Enumerable.Range(0, count).Select(_ => _files.Group()), _files.Group(count)],
        };
        using var log = _files.OpenRead();
        log.Write(state);

        Assert.InRange(BytesOf(state with { TargetGroups = state.TargetGroups.Add(_files.Group()) }), 1, 600);
        Assert.InRange(BytesOf(state with { TargetGroups = state.TargetGroups.RemoveAt(count / 2) }), 1, 600);
        var group = state.TargetGroups[^1];
        Assert.InRange(BytesOf(state.With(group with { Targets = group.Targets.Add(new TargetResource("10.0.0.1", 1)) })), 1, 600);
        Assert.InRange(BytesOf(state.With(group with { Targets = group.Targets.RemoveAt(count / 2) })), 1, 600);
        var loadBalancer = state.LoadBalancers[0];
        Assert.InRange(BytesOf(state.With(loadBalancer.With(listener.With(_files.Rule())))), 1, 800);
        Assert.InRange(BytesOf(state.With(loadBalancer with { Scheme = "internal" })), 1, 1000);

        // And back, for the next to be the only change.
        long BytesOf(ElbV2State changed)
        {
            var before = new FileInfo(_files.Lines).Length;
            log.Write(changed);
            var bytes = new FileInfo(_files.Lines).Length - before;
            log.Write(state);
            return bytes;
        }
    }

    [Fact]
    public void State_that_did_not_change_writes_nothing()
    {
        var state = new ElbV2State { TargetGroups = [_files.Group()] };
        using var log = _files.OpenRead();
        log.Write(state);
        var before = new FileInfo(_files.Lines).Length;

        log.Write(state with { TargetGroups = [.. state.TargetGroups] });

        Assert.Equal(before, new FileInfo(_files.Lines).Length);
    }

    [Fact]
    public void Half_a_line_at_the_end_was_never_answered_and_goes_away()
    {
        var first = new ElbV2State { TargetGroups = [_files.Group()] };
        var second = first with { TargetGroups = first.TargetGroups.Add(_files.Group()) };
        var third = first with { TargetGroups = first.TargetGroups.Add(_files.Group()) };
        using (var log = _files.OpenRead())
        {
            log.Write(first);
        }

        var whole = File.ReadAllBytes(_files.Lines).Length;
        using (var log = _files.OpenRead())
        {
            log.Write(second);
        }

        var lines = File.ReadAllBytes(_files.Lines);
        for (var length = whole; length < lines.Length; length++)
        {
            File.WriteAllBytes(_files.Lines, lines[..length]);
            StateFiles.AssertSame(first, _files.Read());
        }

        File.WriteAllBytes(_files.Lines, lines[..^10]);
        using (var log = _files.OpenRead())
        {
            log.Write(third);
        }

        StateFiles.AssertSame(third, _files.Read());
    }

    [Fact]
    public void Line_that_was_not_written_so_is_refused_with_its_number_and_stays()
    {
        using (var log = _files.OpenRead())
        {
            var state = new ElbV2State();
            for (var group = 0; group < 5; group++)
            {
                state = state with { TargetGroups = state.TargetGroups.Add(_files.Group()) };
                log.Write(state);
            }
        }

        var path = _files.Lines;
        var lines = File.ReadAllBytes(path);
        var third = Array.FindAll([.. lines.Index()], item => item.Item == '\n')[1].Index + 1;
        foreach (var at in new[] { third, third + 10, third + 60 })
        {
            var broken = lines.ToArray();
            broken[at] ^= 1;
            File.WriteAllBytes(path, broken);

            var problem = _files.Read().Problem!.ToString();

            Assert.StartsWith($"{path}:3: ", problem, StringComparison.Ordinal);
            Assert.Equal(broken, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Head_without_its_lines_is_refused()
    {
        using (var log = _files.OpenRead())
        {
            log.Write(new ElbV2State { TargetGroups = [_files.Group()] });
        }

        var path = _files.Lines;
        File.WriteAllBytes(path, []);
        Assert.Contains("ends after 0 bytes", $"{_files.Read().Problem}", StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains($"names {path}, which is not there", $"{_files.Read().Problem}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_outgrow_what_was_there_become_one_state_while_others_are_made()
    {
        var state = new ElbV2State { TargetGroups = [_files.Group()] };
        using var log = _files.OpenRead();
        log.Write(state);
        var first = _files.Lines;
        var written = 0L;
        var copies = 0;
        while (File.Exists(first))
        {
            var value = new string('x', 10_000);
            state = state.With(state.TargetGroups[0] with { Tags = [new Tag("a", value), new Tag("b", $"{written}")] });
            log.Write(state);
            written += value.Length;
            if (written > ChangeLog<ElbV2State, StateChange>.FewChanges * 9 / 10 && copies++ < 100)
            {
                // As a kill at this moment would leave it.
                StateFiles.AssertSame(state, _files.Read(Copy()));
            }

            await Task.Yield();
        }

        StateFiles.AssertSame(state, _files.Read());
        Assert.InRange(new FileInfo(_files.Lines).Length, 1, written / 2);
        Assert.InRange(copies, 1, int.MaxValue);
    }

    [Fact]
    public void State_of_an_earlier_version_is_read_and_written_anew_with_the_next_change()
    {
        var group = _files.Group();
        var older = StateFiles.Text(new ElbV2State { TargetGroups = [group] }).Insert(1, "\"Format\":1,");
        File.WriteAllText(_files.Head, older);

        using var log = _files.Open();
        var (state, problem) = log.Read();
        Assert.Null(problem);
        Assert.Equal(older, File.ReadAllText(_files.Head));
        state = state with { TargetGroups = state.TargetGroups.Add(_files.Group()) };
        log.Write(state);

        StateFiles.AssertSame(state, _files.Read());
        // So that the earlier version refuses it by name.
        Assert.StartsWith("{\"Format\":2,", File.ReadAllText(_files.Head), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_disk_does_not_take_leaves_the_state_before()
    {
        var state = new ElbV2State { TargetGroups = [_files.Group()] };
        Directory.CreateDirectory($"{_files.Head}.new");
        using var log = _files.OpenRead();

        Assert.ThrowsAny<Exception>(() => log.Write(state));
        Assert.Empty(_files.Read().State.TargetGroups);

        Directory.Delete($"{_files.Head}.new");
        log.Write(state);
        StateFiles.AssertSame(state, _files.Read());
    }

    /// <summary>The files in the order in which a kill would find them: first what says which of them holds.</summary>
    private string Copy()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_files.Folder, "copy"));
        foreach (var file in Directory.GetFiles(folder.FullName))
        {
            File.Delete(file);
        }

        while (true)
        {
            File.Copy(_files.Head, Path.Combine(folder.FullName, "state.json"), overwrite: true);
            try
            {
                foreach (var file in Directory.GetFiles(_files.Folder, "state-*.jsonl"))
                {
                    File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)), overwrite: true);
                }

                if (File.ReadAllText(_files.Head) == File.ReadAllText(Path.Combine(folder.FullName, "state.json")))
                {
                    return folder.FullName;
                }
            }
            catch (FileNotFoundException)
            {
                // It was replaced meanwhile.
            }
        }
    }
}
