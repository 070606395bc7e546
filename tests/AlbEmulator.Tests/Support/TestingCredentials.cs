using System.Runtime.CompilerServices;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// What moto takes for credentials, for emulators in this process and for the AWS command line. The environment is that
/// of all tests at once: it is set here, before the first of them, and never again.
/// </summary>
internal static class TestingCredentials
{
    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "testing");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "testing");
        Environment.SetEnvironmentVariable("AWS_DEFAULT_REGION", "us-east-1");
    }
}
