using System.Net.Sockets;
using AlbEmulator.Descriptors;
using AlbEmulator.Tests.AccessLogs;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Descriptors;

/// <summary>When connections are refused, and what is said of it.</summary>
public sealed class ProcessDescriptorsTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly RecordingLogger _log = new();
    private readonly ProcessDescriptors _descriptors;
    private int _next;

    public ProcessDescriptorsTests() => _descriptors = new ProcessDescriptors(1024, () => _next, _time, _log);

    public void Dispose() => _descriptors.Dispose();

    [Fact]
    public void Shortage_is_told_once_and_its_end_once_when_there_has_been_room_for_a_while()
    {
        Refuse(3);
        _time.Advance(ProcessDescriptors.Quiet);
        Assert.Equal(
            "New connections of clients are refused: those that may be open within the limit of open files, 1024 (ulimit -n), are open.",
            Assert.Single(_log.Entries).Message);

        _time.Advance(ProcessDescriptors.Quiet);

        Assert.Equal(
            (LogLevel.Information, "There is room for new connections of clients again; 3 were refused."), _log.Entries[1]);
        Refuse(2);
        _time.Advance(ProcessDescriptors.Quiet * 2);
        Assert.Equal("There is room for new connections of clients again; 2 were refused.", _log.Entries[3].Message);
        Assert.Equal(5, _descriptors.Clients.Refused);
    }

    [Fact]
    public void Shortage_goes_on_while_others_are_refused_or_no_number_is_free()
    {
        Refuse(1);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(ProcessDescriptors.Quiet);
            Refuse(1);
        }

        _next = _descriptors.Clients.Bound;
        _time.Advance(ProcessDescriptors.Quiet * 5);

        Assert.Single(_log.Entries);
        Assert.True(_descriptors.AreClientsRefused);
        _next = 0;
        Assert.False(_descriptors.AreClientsRefused);
        _time.Advance(ProcessDescriptors.Quiet);
        Assert.Equal(2, _log.Entries.Count);
    }

    [Fact]
    public void Socket_stays_by_its_number()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var number = (int)socket.SafeHandle.DangerousGetHandle();

        _descriptors.Clients.Bound = number + 1;
        Assert.True(_descriptors.Clients.Takes(socket));
        _descriptors.Clients.Bound = number;
        Assert.False(_descriptors.Clients.Takes(socket));
    }

    [Fact]
    public void Connection_to_a_target_that_may_not_be_had_is_no_connection_and_counted()
    {
        _descriptors.Targets.Bound = 0;

        Assert.Throws<NoDescriptorException>(() => _descriptors.OpenToTarget(AddressFamily.InterNetwork));
        Assert.Equal(1, _descriptors.Targets.Refused);
        Assert.StartsWith("New connections to targets are refused", Assert.Single(_log.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_for_a_single_client_are_a_problem_that_says_how_many()
    {
        _descriptors.Listen(3);
        _next = 1024 - DescriptorBounds.LeastFree(3);
        Assert.Null(_descriptors.TryUse());

        _next++;
        Assert.Equal(
            "The limit of open files is 1024 (ulimit -n), of which the emulator needs 1025 before it can serve a client: "
                + "raise it, as with ulimit -n 1024.",
            _descriptors.TryUse());
    }

    private void Refuse(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _descriptors.Clients.Refuse();
        }
    }
}
