using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AlbEmulator.Machine;

namespace AlbEmulator.Health;

/// <summary>
/// The thread on which health checks begin and most of them end: a target nearby answers sooner than another thread
/// could be woken for its answer. Checks that are due together are begun one after the other; then the thread looks at
/// their sockets for two milliseconds. What has not answered by then is waited for as anything else is.
/// </summary>
internal sealed class CheckThread : IDisposable
{
    private static readonly TimeSpan LookingTime = TimeSpan.FromMilliseconds(2);

    [ThreadStatic]
    private static CheckThread? _current;

    private readonly Unattended _checks;
    private readonly object _gate = new();
    private readonly List<(Socket Socket, Action Continue)> _asked = [];
    private List<Action> _due = [];
    private List<Action> _begun = [];
    private bool _isEnded;

    /// <param name="checks">Tells of checks that fail.</param>
    public CheckThread(Unattended checks)
    {
        _checks = checks;
        new Thread(Run) { IsBackground = true, Name = "Health checks" }.Start();
    }

    /// <summary>Waits for bytes to read: on the thread for as long as it looks at all of them, elsewhere not at all.</summary>
    public static Look LookAt(Socket socket) => new(socket);

    /// <summary>Begins a check on the thread.</summary>
    public void Begin(Action check)
    {
        lock (_gate)
        {
            _due.Add(check);
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        _current = this;
        while (TakeDue())
        {
            foreach (var check in _begun)
            {
                _checks.Do(check);
            }

            _begun.Clear();
            LookAtAsked();
        }
    }

    private bool TakeDue()
    {
        lock (_gate)
        {
            while (_due.Count == 0 && !_isEnded)
            {
                Monitor.Wait(_gate);
            }

            (_due, _begun) = (_begun, _due);
            return !_isEnded;
        }
    }

    private void LookAtAsked()
    {
        var end = Environment.TickCount64 + (long)LookingTime.TotalMilliseconds;
        foreach (var (socket, proceed) in _asked)
        {
            if (Environment.TickCount64 < end)
            {
                Wait(socket);
            }

            _checks.Do(proceed);
        }

        _asked.Clear();
    }

    private static void Wait(Socket socket)
    {
        try
        {
            socket.Poll(LookingTime, SelectMode.SelectRead);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Who asked finds out.
        }
    }

    internal readonly struct Look(Socket socket) : INotifyCompletion
    {
        public bool IsCompleted => _current is null;

        public Look GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => _current!._asked.Add((socket, continuation));
    }
}
