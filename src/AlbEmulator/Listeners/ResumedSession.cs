using System.Net.Security;
using System.Reflection;
using System.Runtime.InteropServices;

namespace AlbEmulator.Listeners;

/// <summary>
/// Whether a handshake resumed a session, of which .NET has no public word: on Linux OpenSSL is asked. Where the inside
/// of <see cref="SslStream"/> is another than .NET 10's, no session counts as resumed.
/// </summary>
internal static class ResumedSession
{
    private static readonly FieldInfo? Session = OperatingSystem.IsLinux()
        ? typeof(SslStream).GetField("_securityContext", BindingFlags.Instance | BindingFlags.NonPublic)
        : null;

    /// <param name="stream">After its handshake, and while it is not closed.</param>
    public static bool IsOf(SslStream stream)
    {
        if (Session?.GetValue(stream) is not SafeHandle handle || handle.GetType().Name != "SafeSslHandle")
        {
            return false;
        }

        try
        {
            return SessionReused(handle) == 1;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or ObjectDisposedException)
        {
            return false;
        }
    }

    [DllImport("libSystem.Security.Cryptography.Native.OpenSsl", EntryPoint = "CryptoNative_SslSessionReused")]
    private static extern int SessionReused(SafeHandle session);
}
