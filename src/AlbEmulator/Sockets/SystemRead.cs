using System.Net.Sockets;
using System.Reflection;

namespace AlbEmulator.Sockets;

/// <summary>As .NET reads: it looks whether there is something, and only then waits.</summary>
/// <param name="socket">That is read.</param>
internal sealed class SystemRead(Socket socket) : SocketRead
{
    private static readonly Action<SafeSocketHandle, bool>? SetInline = typeof(SafeSocketHandle)
        .GetProperty("PreferInlineCompletions", BindingFlags.Instance | BindingFlags.NonPublic)?.SetMethod
        ?.CreateDelegate<Action<SafeSocketHandle, bool>>();

    private readonly Operation _operation = new();

    /// <summary>
    /// What waits for a socket goes on on the thread that hears of it first, and not on another that has to be woken. .NET 10 has
    /// a property for it that is not public; where there is none, all goes on as it does.
    /// </summary>
    public static void CompleteInline(Socket socket) => SetInline?.Invoke(socket.SafeHandle, true);

    public override void CompleteInline() => CompleteInline(socket);

    public override bool Begin(Memory<byte> buffer, Action ends)
    {
        (_operation.Read, _operation.Ends) = (this, ends);
        try
        {
            _operation.SetBuffer(buffer);
            if (socket.ReceiveAsync(_operation))
            {
                return true;
            }
        }
        catch (ObjectDisposedException)
        {
            Fail(SocketError.OperationAborted);
            return false;
        }

        Take();
        return false;
    }

    public override void Dispose() => _operation.Dispose();

    private void Take() => (Bytes, Error) = (_operation.BytesTransferred, _operation.SocketError);

    private sealed class Operation() : SocketAsyncEventArgs(true)
    {
        public SystemRead Read { get; set; } = null!;

        public Action Ends { get; set; } = null!;

        protected override void OnCompleted(SocketAsyncEventArgs e)
        {
            Read.Take();
            Ends();
        }
    }
}
