/** The tools that well-known services have, by the name that a declaration gives the service. */
const TOOLS: Readonly<Record<string, string>> = {
  connector_dropbox: 'search fetch search_files fetch_file list_recent_files get_profile',
  connector_gmail: 'search_emails search_email_ids get_recent_emails read_email batch_read_email get_profile',
  connector_googlecalendar: 'search fetch search_events read_event get_profile',
  connector_googledrive: 'search fetch recent_documents list_drives get_profile',
  connector_microsoftteams: 'search fetch get_chat_members get_profile',
  connector_outlookcalendar: 'search_events fetch_event fetch_events_batch list_events get_profile',
  connector_outlookemail:
    'search_messages list_messages get_recent_emails fetch_message fetch_messages_batch get_profile',
  connector_sharepoint: 'search fetch list_recent_documents get_site get_profile',
};

/** Empty for a service that is not known. */
export function toolsOfService(service: string | undefined): readonly string[] {
  return TOOLS[service ?? '']?.split(' ') ?? [];
}
