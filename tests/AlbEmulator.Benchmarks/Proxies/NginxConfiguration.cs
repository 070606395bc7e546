using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>An nginx.conf that keeps everything nginx writes below the stage's folder.</summary>
internal static class NginxConfiguration
{
    /// <summary>Writes the file and gives its path; <paramref name="http"/> goes into the http block.</summary>
    public static string Write(Stage stage, string name, string workers, string http)
    {
        // Workers of an nginx that root starts would change to a user who may not read the stage's folder.
        var user = Environment.IsPrivilegedProcess ? "user root root;" : "";
        return stage.Write($"{name}.conf", $$"""
            {{user}}
            worker_processes {{workers}};
            pid {{stage.PathOf(name)}}.pid;
            error_log stderr warn;
            events {
                worker_connections 4096;
            }
            http {
                default_type application/octet-stream;
                sendfile on;
                keepalive_requests 100000000;
                client_body_temp_path {{stage.PathOf(name)}}-body;
                proxy_temp_path {{stage.PathOf(name)}}-proxy;
                fastcgi_temp_path {{stage.PathOf(name)}}-fastcgi;
                uwsgi_temp_path {{stage.PathOf(name)}}-uwsgi;
                scgi_temp_path {{stage.PathOf(name)}}-scgi;
            {{http}}
            }
            """);
    }

    public static ProgramCommand Command(string program, Stage stage, string configuration) =>
        new(program, "-p", stage.Folder, "-e", "stderr", "-g", "daemon off;", "-c", configuration)
        {
            Output = Path.ChangeExtension(configuration, ".out"),
        };
}
